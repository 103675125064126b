import asyncio
import contextlib


@contextlib.asynccontextmanager
async def move_on_after(seconds):
    task = asyncio.current_task()
    loop = asyncio.get_running_loop()
    fired = False

    def fire():
        nonlocal fired
        fired = True
        task.cancel()

    handle = loop.call_later(seconds, fire)
    try:
        yield lambda: fired
    except asyncio.CancelledError:
        if not fired or task.uncancel():
            raise
    finally:
        handle.cancel()


async def main():
    async with move_on_after(0.1) as fired:
        await asyncio.sleep(1)
        print("never")
    print("moved on", fired())
    async with move_on_after(0.5) as fired:
        print("in time")
    print(fired(), asyncio.current_task().cancelling())


asyncio.run(main())
