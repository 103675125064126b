import asyncio


async def getter(name, queue):
    try:
        print(name, "got", await queue.get())
    except asyncio.CancelledError:
        print(name, "stops")
        raise


async def main():
    queue = asyncio.Queue()
    tasks = [asyncio.create_task(getter(name, queue)) for name in "abc"]
    await asyncio.sleep(0.01)
    tasks[0].cancel()
    queue.put_nowait("x")
    tasks[1].cancel()
    await asyncio.sleep(0.01)
    queue.put_nowait("y")
    await asyncio.sleep(0.01)
    print([task.done() for task in tasks], queue.qsize())
    await asyncio.wait(tasks, timeout=0.1)
    try:
        await asyncio.wait_for(queue.get(), 0.05)
    except TimeoutError:
        print("nothing came")


asyncio.run(main())
