import asyncio
import re


def shown(queue):
    return re.sub(r"0x[0-9a-f]+", "0x", repr(queue))


async def main():
    queue = asyncio.Queue(3)
    print(shown(queue), str(queue))
    queue.put_nowait("a")
    queue.put_nowait("b")
    print(shown(queue))
    waiting = asyncio.Queue()
    task = asyncio.create_task(waiting.get())
    await asyncio.sleep(0)
    print(shown(waiting))
    waiting.put_nowait(1)
    await task
    print(shown(asyncio.PriorityQueue()), shown(asyncio.LifoQueue(2)))


asyncio.run(main())
