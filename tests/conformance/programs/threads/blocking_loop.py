import asyncio
import threading
import time


def tick():
    for n in range(3):
        print("thread", n)
        time.sleep(0.2)


async def other():
    print("other runs")


async def main():
    thread = threading.Thread(target=tick)
    thread.start()
    task = asyncio.create_task(other())
    time.sleep(0.5)
    print("main wakes")
    await task
    thread.join()


asyncio.run(main())
