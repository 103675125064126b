import asyncio


async def main():
    queue = asyncio.Queue(2)
    try:
        queue.get_nowait()
    except asyncio.QueueEmpty as error:
        print(type(error).__name__, error.args)
    queue.put_nowait("a")
    queue.put_nowait("b")
    print(queue.full(), queue.qsize())
    try:
        queue.put_nowait("c")
    except asyncio.QueueFull as error:
        print(type(error).__name__, error.args)
    print(queue.get_nowait(), queue.full(), await queue.get(), queue.empty())
    unbounded = asyncio.Queue(0)
    for n in range(100):
        unbounded.put_nowait(n)
    print(unbounded.full(), unbounded.qsize())


asyncio.run(main())
