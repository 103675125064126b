import asyncio
import contextvars
import time

user = contextvars.ContextVar("user", default="nobody")


def work():
    before = user.get()
    user.set("thread")
    time.sleep(0.1)
    return before, user.get()


async def main():
    user.set("ada")
    loop = asyncio.get_running_loop()
    first = asyncio.create_task(asyncio.to_thread(work))
    second = loop.run_in_executor(None, work)
    await asyncio.sleep(0.05)
    print(user.get())
    print(await first, await second, user.get())


asyncio.run(main())
