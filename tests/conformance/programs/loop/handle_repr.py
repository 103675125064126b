import asyncio
import re


def greet(name):
    print("hello", name)


async def main():
    loop = asyncio.get_running_loop()
    handle = loop.call_soon(greet, "reader")
    text = repr(handle)
    print(re.sub(r" at .*?:(\d+)", r" at FILE:\1", text))
    handle.cancel()
    print(handle)
    timer = loop.call_later(10, greet, "later")
    print(re.sub(r"when=[\d.]+", "when=...", re.sub(r" at .*?:(\d+)", r" at FILE:\1", repr(timer))))
    timer.cancel()
    print(re.sub(r"when=[\d.]+", "when=...", repr(timer)))


asyncio.run(main())
