# record: end
import asyncio
import gc

async def boom():
    raise ValueError("lost")

async def main():
    task = asyncio.create_task(boom(), name="boom")
    task.me = task
    del task
    await asyncio.sleep(0.1)
    print("before")
    gc.collect()
    print("after")

asyncio.run(main())
