import asyncio
import logging
import sys

logging.basicConfig(stream=sys.stdout, format="%(levelname)s %(name)s %(message)s")


def handler(loop, context):
    context["extra"] = "added by us"
    context.pop("exception", None)
    context.pop("handle", None)
    loop.default_exception_handler(context)


async def main():
    loop = asyncio.get_running_loop()
    loop.default_exception_handler({"message": "first complaint", "place": "here", "number": 3})
    loop.set_exception_handler(handler)
    loop.call_exception_handler({"message": "second complaint"})
    loop.default_exception_handler({})

    print("end")


asyncio.run(main())
