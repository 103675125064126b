import asyncio
import time


def slow():
    time.sleep(0.2)
    print("still here")
    time.sleep(0.2)
    print("done at last")
    return 1


async def main():
    try:
        await asyncio.wait_for(asyncio.to_thread(slow), 0.1)
    except asyncio.TimeoutError:
        print("timeout")
    print("main ends")


start = time.monotonic()
asyncio.run(main())
print("run has ended", round(time.monotonic() - start, 1))
