import asyncio
import re


def shown(future):
    return re.sub(r"0x[0-9a-f]+", "0x", repr(future))


def callback(future):
    pass


async def main():
    loop = asyncio.get_running_loop()
    print(shown(loop.create_future()))
    done = loop.create_future()
    done.set_result([1, 2])
    failed = loop.create_future()
    failed.set_exception(ValueError("no"))
    failed.exception()
    gone = loop.create_future()
    gone.cancel()
    print(shown(done), shown(failed), shown(gone))
    many = loop.create_future()
    long = loop.create_future()
    long.set_result("x" * 200)
    print(shown(long))
    print(asyncio.Future.__module__, asyncio.Future.__name__, asyncio.Task.__mro__[1] is asyncio.Future)


asyncio.run(main())
