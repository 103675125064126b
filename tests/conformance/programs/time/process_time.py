# recorded in real time
import asyncio
import time

async def main():
    wall, cpu = time.perf_counter(), time.process_time()
    await asyncio.sleep(0.3)
    print("waited", time.perf_counter() - wall >= 0.3, time.process_time() - cpu < 0.1)
    wall, cpu = time.perf_counter(), time.process_time()
    while time.process_time() - cpu < 0.2:
        pass
    print("computed", time.perf_counter() - wall >= 0.15)

asyncio.run(main())
