# only 3.14 3.15
import asyncio

async def worker(name, queue):
    try:
        while True:
            item = await queue.get()
            print(name, "has", item)
            await asyncio.sleep(0.1)
            queue.task_done()
    except asyncio.QueueShutDown as error:
        print(name, "goes home", repr(error))

async def main():
    queue = asyncio.Queue()
    workers = [asyncio.create_task(worker(name, queue)) for name in "ab"]
    for n in range(5):
        queue.put_nowait(n)
    await asyncio.sleep(0.15)
    queue.shutdown()
    print(queue)
    try:
        await queue.put(5)
    except asyncio.QueueShutDown:
        print("no more")
    try:
        queue.put_nowait(5)
    except asyncio.QueueShutDown:
        print("no more now")
    await queue.join()
    await asyncio.gather(*workers)
    try:
        queue.get_nowait()
    except asyncio.QueueShutDown:
        print("empty and shut")
    queue = asyncio.Queue(2)
    queue.put_nowait("one")
    queue.put_nowait("two")
    putting = asyncio.create_task(queue.put("three"))
    joining = asyncio.create_task(queue.join())
    await asyncio.sleep(0)
    queue.shutdown(immediate=True)
    print(await asyncio.gather(putting, joining, queue.get(), return_exceptions=True))
    print(queue, queue.qsize())

asyncio.run(main())
