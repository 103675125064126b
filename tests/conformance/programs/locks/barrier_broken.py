import asyncio


async def runner(barrier, n):
    try:
        await barrier.wait()
    except asyncio.BrokenBarrierError as error:
        print(n, type(error).__name__, barrier.broken)


async def main():
    barrier = asyncio.Barrier(3)
    tasks = [asyncio.create_task(runner(barrier, n)) for n in (1, 2)]
    await asyncio.sleep(0.01)
    await barrier.abort()
    await asyncio.gather(*tasks)
    await runner(barrier, 3)
    await barrier.reset()
    print(barrier.broken, barrier.n_waiting)
    tasks = [asyncio.create_task(runner(barrier, n)) for n in (4, 5)]
    await asyncio.sleep(0.01)
    await barrier.reset()
    await asyncio.gather(*tasks)
    try:
        asyncio.Barrier(0)
    except ValueError as error:
        print("ValueError:", error)


asyncio.run(main())
