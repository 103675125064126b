import asyncio


async def fail(error, event):
    await event.wait()
    raise error


async def main():
    event = asyncio.Event()
    try:
        async with asyncio.TaskGroup() as group:
            for error in (ValueError(1), TypeError(2), ValueError(3)):
                group.create_task(fail(error, event))
            await asyncio.sleep(0.01)
            event.set()
    except* ValueError as errors:
        print(len(errors.exceptions), errors.exceptions)
    except* TypeError as errors:
        print(len(errors.exceptions), errors.exceptions)


asyncio.run(main())
