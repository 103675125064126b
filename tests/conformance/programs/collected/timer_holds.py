# record: end
import asyncio
import gc

async def work():
    await asyncio.sleep(1)
    print("work survives: the loop holds its timer")

async def main():
    asyncio.create_task(work())
    await asyncio.sleep(0.1)
    gc.collect()
    await asyncio.sleep(2)

asyncio.run(main())
