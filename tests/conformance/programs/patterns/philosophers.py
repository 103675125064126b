import asyncio


async def philosopher(number, forks, meals):
    left, right = sorted((number, (number + 1) % len(forks)))
    for meal in range(meals):
        print(number, "thinks")
        await asyncio.sleep(0.1 + 0.013 * number)
        async with forks[left]:
            await asyncio.sleep(0.01)
            async with forks[right]:
                print(number, "eats", meal)
                await asyncio.sleep(0.05 + 0.0017 * number)
    print(number, "is full")


async def main():
    forks = [asyncio.Lock() for _ in range(5)]
    async with asyncio.TaskGroup() as table:
        for number in range(5):
            table.create_task(philosopher(number, forks, 2))
    print("all ate", any(fork.locked() for fork in forks))


asyncio.run(main())
