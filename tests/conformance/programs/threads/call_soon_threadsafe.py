import asyncio
import threading
import time


def feed(loop, queue):
    for n in range(3):
        time.sleep(0.1)
        loop.call_soon_threadsafe(queue.put_nowait, n)
    loop.call_soon_threadsafe(queue.put_nowait, None)


async def main():
    queue = asyncio.Queue()
    thread = threading.Thread(target=feed, args=(asyncio.get_running_loop(), queue))
    thread.start()
    while (item := await queue.get()) is not None:
        print("got", item)
    thread.join()
    print("alive", thread.is_alive())


asyncio.run(main())
