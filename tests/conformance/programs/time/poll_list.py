# recorded in real time
import asyncio

async def worker(name, delay, results):
    await asyncio.sleep(delay)
    results.append(name)

async def main():
    results = []
    workers = [asyncio.create_task(worker(name, delay, results)) for name, delay in [("a", 0.3), ("b", 0.1), ("c", 0.2)]]
    seen = 0
    while len(results) < 3:
        if len(results) > seen:
            seen = len(results)
            print(results)
        await asyncio.sleep(0)
    print(results)
    await asyncio.gather(*workers)

asyncio.run(main())
