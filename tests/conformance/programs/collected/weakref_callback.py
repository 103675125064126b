# record: end
import asyncio
import gc
import weakref

async def work():
    await asyncio.get_running_loop().create_future()

async def main():
    task = asyncio.create_task(work(), name="weak")
    task._log_destroy_pending = False
    ref = weakref.ref(task, lambda ref: print("gone"))
    del task
    await asyncio.sleep(0.1)
    print(ref() is not None)
    gc.collect()
    print(ref())

asyncio.run(main())
