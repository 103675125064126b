import asyncio

async def numbers():
    try:
        yield 1
    except asyncio.CancelledError:
        print("cancelled")
        raise
    finally:
        print("closing")

async def waits():
    try:
        yield 1
    finally:
        print("waits")
        await asyncio.sleep(0.1)
        print("closed")

async def main():
    for function in numbers, waits:
        generator = function()
        await anext(generator)
        task = asyncio.create_task(generator.aclose())
        task.cancel()
        try:
            print(await task)
        except asyncio.CancelledError:
            print("the task is cancelled")
        await asyncio.sleep(1)

asyncio.run(main())
