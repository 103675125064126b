import asyncio

async def work():
    print("never")

async def main():
    task = asyncio.create_task(work())
    task.cancel()
    await asyncio.wait([task])

asyncio.run(main())
#: 2 poll ends: cancelled @3
#: 2 task done: cancelled @3
