import asyncio


async def leaf(name, delay, error=None):
    try:
        await asyncio.sleep(delay)
        if error:
            raise error
        print(name, "done")
    except asyncio.CancelledError:
        print(name, "cancelled")
        raise


async def branch():
    async with asyncio.TaskGroup() as group:
        group.create_task(leaf("inner good", 0.1))
        group.create_task(leaf("inner bad", 0.2, ValueError("deep")))


async def main():
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(branch())
            group.create_task(leaf("outer", 1))
    except ExceptionGroup as errors:
        print(errors)
        print(repr(errors))
        print(repr(errors.exceptions[0].exceptions[0]))
        print([type(error).__name__ for error in errors.subgroup(ValueError).exceptions])
    print("end")


asyncio.run(main())
