import asyncio
import time


def work(seconds):
    time.sleep(seconds)
    return seconds


async def main():
    tasks = [asyncio.create_task(asyncio.to_thread(work, seconds)) for seconds in (0.3, 0.1, 0.2)]
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    print(len(done), len(pending), done.pop().result())
    for next_one in asyncio.as_completed(pending):
        print(await next_one)


asyncio.run(main())
