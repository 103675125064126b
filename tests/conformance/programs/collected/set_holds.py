# record: end
import asyncio
import gc

background = set()

async def work(future):
    print("got", await future)

async def main():
    future = asyncio.get_running_loop().create_future()
    task = asyncio.create_task(work(future))
    background.add(task)
    task.add_done_callback(background.discard)
    del task
    await asyncio.sleep(0.1)
    gc.collect()
    print(len(background), "held")
    future.set_result("it")
    await asyncio.sleep(0.1)
    print(len(background), "held")

asyncio.run(main())
