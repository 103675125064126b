import asyncio


async def bad():
    await asyncio.sleep(0.1)
    raise ValueError("child")


async def main():
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(bad())
            try:
                await asyncio.sleep(5)
            except asyncio.CancelledError:
                print("the body is cancelled", asyncio.current_task().cancelling())
                raise
    except* ValueError as errors:
        print("only the child's error:", errors.exceptions)
    print(asyncio.current_task().cancelling())
    await asyncio.sleep(0.01)
    print("goes on")


asyncio.run(main())
