import asyncio
import time
from concurrent.futures import ThreadPoolExecutor


def job(n):
    print("job", n)
    time.sleep(0.1 + n / 20)
    return n * n


async def main():
    loop = asyncio.get_running_loop()
    start = loop.time()
    with ThreadPoolExecutor(max_workers=2) as pool:
        results = await asyncio.gather(*(loop.run_in_executor(pool, job, n) for n in range(5)))
    print(results, 0.5 < loop.time() - start < 0.9)


asyncio.run(main())
