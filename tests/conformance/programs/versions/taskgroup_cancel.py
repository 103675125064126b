# only 3.15
import asyncio

async def job(n):
    try:
        await asyncio.sleep(n)
        print("job", n)
    except asyncio.CancelledError:
        print("job", n, "is cancelled")
        raise

async def main():
    async with asyncio.TaskGroup() as group:
        for n in (1, 2):
            group.create_task(job(n))
        await asyncio.sleep(1.5)
        group.cancel()
        print("after cancel")
        await asyncio.sleep(1)
        print("not reached")
    print("left", asyncio.current_task().cancelling())
    group = asyncio.TaskGroup()
    group.cancel()
    async with group:
        print("inside, for a moment")
        await asyncio.sleep(1)
        print("not reached")
    print("left again")
    async with asyncio.TaskGroup() as group:
        group.create_task(job(0.5))
    group.cancel()
    async with asyncio.TaskGroup() as group:
        task = group.create_task(job(5))
        asyncio.get_running_loop().call_later(0.2, group.cancel)
    print(task.cancelled())
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(job(1))
            group.cancel()
            raise ValueError("of the block")
    except* ValueError as errors:
        print(errors.exceptions)

asyncio.run(main())
