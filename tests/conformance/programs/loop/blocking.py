import asyncio
import time


async def main():
    loop = asyncio.get_running_loop()
    start = loop.time()

    async def ticker():
        for n in range(3):
            await asyncio.sleep(0.1)
            print(f"tick {n} at {loop.time() - start:.1f}")

    ticking = asyncio.create_task(ticker())
    await asyncio.sleep(0.05)
    time.sleep(0.5)
    print(f"blocked until {loop.time() - start:.2f}"[:17])
    await ticking


asyncio.run(main())
