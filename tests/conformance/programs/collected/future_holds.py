# record: end
import asyncio
import gc

async def work(future):
    print("got", await future)

async def main():
    future = asyncio.get_running_loop().create_future()
    asyncio.create_task(work(future))
    await asyncio.sleep(0.1)
    gc.collect()
    future.set_result(42)
    await asyncio.sleep(0.1)

asyncio.run(main())
