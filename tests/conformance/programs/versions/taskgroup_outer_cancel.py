import asyncio

async def fails(after):
    await asyncio.sleep(after)
    raise ValueError(after)

async def group_in_trouble():
    task = asyncio.current_task()
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(fails(1))
            try:
                await asyncio.sleep(10)
            finally:
                # Cancelled by the group, and from outside while it ends.
                try:
                    await asyncio.sleep(1)
                except asyncio.CancelledError:
                    print("cancelled again", task.cancelling())
                    raise
    except* ValueError as group:
        print("errors", group.exceptions, task.cancelling())
    try:
        await asyncio.sleep(0.1)
        print("goes on")
    except asyncio.CancelledError:
        print("told of the cancellation", task.cancelling())
        raise

async def main():
    task = asyncio.create_task(group_in_trouble())
    await asyncio.sleep(1.5)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        print("main: cancelled")
    print(task.cancelled())

asyncio.run(main())
