import asyncio


async def coro():
    pass


async def main():
    loop = asyncio.get_running_loop()
    try:
        loop.call_later(None, print)
    except TypeError as error:
        print("TypeError:", error)
    try:
        loop.call_at(None, print)
    except TypeError as error:
        print("TypeError:", error)
    loop.set_debug(True)
    try:
        loop.call_soon(coro)
    except TypeError as error:
        print("TypeError:", str(error).split(" in ")[0][:38])
    try:
        loop.call_soon("text")
    except TypeError as error:
        print("TypeError:", error)
    loop.call_later(-1, print, "a negative delay is over at once")
    await asyncio.sleep(0.01)


asyncio.run(main())
