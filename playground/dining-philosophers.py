import asyncio

seats = 5  # @param
eating = 0.4  # @param

NAMES = ["Ada", "Barbara", "Edsger", "Grace", "Leslie", "Tony"]


async def philosopher(seat, forks):
    left, right = seat, (seat + 1) % seats
    # Everybody takes the lower number first, so no circle can close.
    first, second = sorted([left, right])
    async with forks[first]:
        await asyncio.sleep(0.1)  # reaches for the other fork
        async with forks[second]:
            print(f"{NAMES[seat]} eats with forks {first} and {second}")
            await asyncio.sleep(eating)


async def main():
    forks = [asyncio.Lock() for _ in range(seats)]
    loop = asyncio.get_running_loop()
    start = loop.time()
    async with asyncio.TaskGroup() as table:
        for seat in range(seats):
            table.create_task(philosopher(seat, forks), name=NAMES[seat])
    print(f"everybody has eaten after {loop.time() - start:.1f} s")


asyncio.run(main())
