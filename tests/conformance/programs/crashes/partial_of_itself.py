import asyncio
import functools


async def main():
    def hello(*names):
        print("hello", *names)

    call = hello
    for number in range(500):
        call = functools.partial(call, number)
    loop = asyncio.get_running_loop()
    loop.call_soon(functools.partial(print, "plain"))
    handle = loop.call_soon(functools.partial(call.func, -1))
    handle.cancel()
    await asyncio.sleep(0)
    print(len(call.args))


asyncio.run(main())
