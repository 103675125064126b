import asyncio


async def work(start):
    loop = asyncio.get_running_loop()
    try:
        await asyncio.sleep(10)
    finally:
        await asyncio.sleep(0.3)
        print(f"cleaned up at {loop.time() - start:.1f}")


async def main():
    loop = asyncio.get_running_loop()
    start = loop.time()
    try:
        await asyncio.wait_for(work(start), 0.1)
    except TimeoutError:
        print(f"timed out at {loop.time() - start:.1f}")


asyncio.run(main())
