import asyncio

def greet(name):
    print("hello", name)

async def main():
    loop = asyncio.get_running_loop()
    handle = loop.call_soon(greet, "reader")
    print(repr(handle).split(" at ")[0])
    timer = loop.call_later(5, greet, "later")
    print(" ".join(repr(timer).split(" at ")[0].split()[:1] + repr(timer).split(" at ")[0].split()[2:]))
    loop.set_debug(True)
    print("'debug'" in repr(loop.call_soon(greet, "debug")))
    loop.set_debug(False)
    await asyncio.sleep(0)
    timer.cancel()

asyncio.run(main())
