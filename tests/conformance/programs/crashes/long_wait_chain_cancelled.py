# only 3.11
import asyncio


async def main():
    async def follow(task):
        await task

    end = first = asyncio.create_task(asyncio.sleep(10))
    for _ in range(3_000):
        end = asyncio.create_task(follow(end))
    await asyncio.sleep(0)
    try:
        end.cancel()
    except RecursionError:
        print("too deep to cancel from its end")
    first.cancel()
    try:
        await end
    except asyncio.CancelledError:
        print("cancelled from its beginning")


asyncio.run(main())
