import asyncio

async def slow():
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError as error:
        print("slow is cancelled", error.args)
        await asyncio.sleep(0.5)
        print("slow has cleaned up")
        raise
    finally:
        print("finally")

async def stubborn():
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        return "a value all the same"

async def worse():
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        raise ValueError("worse") from None

async def main():
    loop = asyncio.get_running_loop()
    for work in (slow, stubborn, worse):
        try:
            print(await asyncio.wait_for(work(), 1))
        except Exception as error:
            print(type(error).__name__, error, repr(error.__cause__), repr(error.__context__))
        print(round(loop.time(), 3))
    task = asyncio.create_task(asyncio.wait_for(slow(), 5))
    await asyncio.sleep(1)
    task.cancel("from main")
    try:
        await task
    except asyncio.CancelledError as error:
        print("cancelled", error.args)

asyncio.run(main())
