import asyncio


async def child():
    try:
        await asyncio.sleep(5)
    finally:
        print("child ends")


async def main():
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(child())
            await asyncio.sleep(0.1)
            raise RuntimeError("the body fails")
    except ExceptionGroup as errors:
        print(errors.message, errors.exceptions)
    try:
        async with asyncio.TaskGroup() as group:
            task = group.create_task(child())
            raise RuntimeError("before the child began")
    except* RuntimeError as errors:
        print(str(errors), task.cancelled())


asyncio.run(main())
