# recorded in real time
import asyncio
import time

DELAYS = [0.001, 0.003, 0.007, 0.01, 0.013, 0.02, 0.023, 0.03, 0.041, 0.05, 0.0123, 0.0456, 0.00789, 1 / 3 / 10, 0.1]

async def main():
    for delay in DELAYS:
        start = time.time()
        await asyncio.sleep(delay)
        print(delay, time.time() - start >= delay)

asyncio.run(main())
