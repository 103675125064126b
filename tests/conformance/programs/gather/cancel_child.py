import asyncio


async def nap(delay):
    await asyncio.sleep(delay)
    return delay


async def main():
    tasks = [asyncio.create_task(nap(n / 10)) for n in (1, 2, 3)]
    asyncio.get_running_loop().call_later(0.15, tasks[2].cancel)
    results = await asyncio.gather(*tasks, return_exceptions=True)
    print([type(result).__name__ for result in results])

    tasks = [asyncio.create_task(nap(n / 10)) for n in (1, 2, 3)]
    asyncio.get_running_loop().call_later(0.05, tasks[1].cancel)
    try:
        await asyncio.gather(*tasks)
    except asyncio.CancelledError:
        print("a cancelled child ends it", [task.done() for task in tasks])
    print(await tasks[2])


asyncio.run(main())
