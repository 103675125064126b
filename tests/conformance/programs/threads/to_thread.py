import asyncio
import contextvars

user = contextvars.ContextVar("user", default="nobody")


def blocking(a, b=0):
    return a + b, user.get()


def fails():
    raise OSError("in the thread")


async def main():
    user.set("ada")
    print(await asyncio.to_thread(blocking, 1, b=2))
    try:
        await asyncio.to_thread(fails)
    except OSError as error:
        print("caught", error)
    print(await asyncio.gather(asyncio.to_thread(blocking, 1), asyncio.to_thread(blocking, 2)))


asyncio.run(main())
