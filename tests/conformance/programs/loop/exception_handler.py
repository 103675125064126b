import asyncio


def handler(loop, context):
    print("handler:", context["message"].split(" ")[0:3], repr(context.get("exception")))


def bad(text):
    raise ValueError(text)


async def main():
    loop = asyncio.get_running_loop()
    print(loop.get_exception_handler())
    loop.set_exception_handler(handler)
    print(loop.get_exception_handler() is handler)
    loop.call_soon(bad, "one")
    loop.call_soon(print, "the next callback runs")
    loop.call_later(0.01, bad, "two")
    await asyncio.sleep(0.02)
    loop.call_exception_handler({"message": "own words here", "exception": KeyError("k")})
    loop.call_exception_handler({"message": "nothing raised at all"})
    try:
        loop.set_exception_handler("wrong")
    except TypeError as error:
        print("TypeError:", error)
    loop.set_exception_handler(None)
    print(loop.get_exception_handler())


asyncio.run(main())
