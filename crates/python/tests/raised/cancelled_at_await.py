import asyncio

async def deep():
    await asyncio.sleep(9)

async def work():
    await deep()

async def main():
    task = asyncio.create_task(work())
    await asyncio.sleep(1)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        print("cancelled")

asyncio.run(main())
#: 2 poll ends: cancelled @4
#: 2 task done: cancelled @4
