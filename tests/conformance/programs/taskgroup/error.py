import asyncio


async def good():
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        print("good is cancelled")
        raise


async def bad():
    await asyncio.sleep(0.1)
    raise ValueError("bad")


async def main():
    try:
        async with asyncio.TaskGroup() as group:
            a = group.create_task(good())
            b = group.create_task(bad())
    except* ValueError as errors:
        print(repr(errors), [repr(error) for error in errors.exceptions])
    print(a.cancelled(), repr(b.exception()))


asyncio.run(main())
