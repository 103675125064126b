import asyncio


async def runner(barrier, n):
    await asyncio.sleep(n / 20)
    print(n, "arrives, waiting there:", barrier.n_waiting)
    position = await barrier.wait()
    print(n, "starts, position", position)


async def main():
    barrier = asyncio.Barrier(3)
    print(barrier.parties, barrier.n_waiting, barrier.broken)
    await asyncio.gather(*(runner(barrier, n) for n in (3, 1, 2)))
    async def through():
        async with barrier as position:
            print("within", position)
    await asyncio.gather(through(), through(), through())


asyncio.run(main())
