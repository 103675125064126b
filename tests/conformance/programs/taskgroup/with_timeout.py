import asyncio


async def work(name, delay):
    await asyncio.sleep(delay)
    print(name)


async def main():
    try:
        async with asyncio.timeout(0.25):
            async with asyncio.TaskGroup() as group:
                for n in range(1, 5):
                    group.create_task(work(f"after {n}", n / 10))
    except TimeoutError:
        print("time is up")
    async with asyncio.TaskGroup() as group:
        async with asyncio.timeout(0.5):
            group.create_task(work("in time", 0.1))
    print("end")


asyncio.run(main())
