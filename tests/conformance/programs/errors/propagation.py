import asyncio


async def deepest():
    await asyncio.sleep(0.01)
    raise ValueError("deep")


async def middle():
    try:
        await deepest()
    finally:
        print("middle cleans up")


async def top():
    try:
        await middle()
    except ValueError as error:
        raise RuntimeError("top failed") from error


async def main():
    try:
        await top()
    except RuntimeError as error:
        print(error, "<-", repr(error.__cause__), error.__suppress_context__)
    task = asyncio.create_task(middle())
    try:
        await task
    except ValueError as error:
        print("through a task:", error, error is task.exception())


asyncio.run(main())
