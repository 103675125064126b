# recorded in real time
import asyncio
import time

def spin(seconds):
    start = time.perf_counter()
    while time.perf_counter() - start < seconds:
        pass

async def main():
    loop = asyncio.get_running_loop()
    for delay in (0.3, 0.1, 0.2):
        loop.call_later(delay, print, "timer", delay)
    spin(0.4)
    print("spun")
    await asyncio.sleep(0.1)
    print("end")

asyncio.run(main())
