import asyncio

async def child():
    await asyncio.sleep(9)

async def parent():
    await asyncio.create_task(child(), name="child")

async def main():
    task = asyncio.create_task(parent(), name="parent")
    await asyncio.sleep(1)
    task.cancel()
    await asyncio.wait([task])

asyncio.run(main())
#: 3 poll ends: cancelled @4
#: 3 task done: cancelled @4
#: 2 poll ends: cancelled @7
#: 2 task done: cancelled @7
