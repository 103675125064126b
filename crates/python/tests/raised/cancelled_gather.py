import asyncio

async def child():
    await asyncio.sleep(9)

async def parent():
    await asyncio.gather(child(), child())

async def main():
    task = asyncio.create_task(parent(), name="parent")
    await asyncio.sleep(1)
    task.cancel()
    await asyncio.wait([task])

asyncio.run(main())
#: 3 poll ends: cancelled @4
#: 3 task done: cancelled @4
#: 4 poll ends: cancelled @4
#: 4 task done: cancelled @4
#: 0 future 2 resolved by callback 2: failed: CancelledError @0
#: 2 poll ends: cancelled @7
#: 2 task done: cancelled @7
