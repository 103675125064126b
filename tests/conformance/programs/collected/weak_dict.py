# record: end
import asyncio
import gc
import weakref

names = weakref.WeakKeyDictionary()

async def work():
    await asyncio.Event().wait()

async def main():
    for name in "abc":
        task = asyncio.create_task(work(), name=name)
        task._log_destroy_pending = False
        names[task] = name
    kept = task
    del task
    await asyncio.sleep(0.1)
    gc.collect()
    print(list(names.values()))
    kept.cancel()

asyncio.run(main())
