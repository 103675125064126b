import asyncio


async def fail(error, delay):
    try:
        await asyncio.sleep(delay)
    except asyncio.CancelledError:
        pass
    raise error


async def main():
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(fail(ValueError("v"), 0.1))
            group.create_task(fail(KeyError("k"), 5))
    except* KeyError as errors:
        print("keys:", [repr(error) for error in errors.exceptions])
    except* ValueError as errors:
        print("values:", [repr(error) for error in errors.exceptions])
    else:
        print("never")
    finally:
        print("finally")


asyncio.run(main())
