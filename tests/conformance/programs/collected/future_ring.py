# record: end
import asyncio
import gc
import weakref

async def main():
    future = asyncio.get_running_loop().create_future()
    future.add_done_callback(lambda _: print(future))
    ref = weakref.ref(future)
    del future
    print(ref() is None)
    gc.collect()
    print(ref() is None)

asyncio.run(main())
