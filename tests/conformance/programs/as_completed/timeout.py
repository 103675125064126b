import asyncio


async def fetch(n):
    await asyncio.sleep(n / 10)
    return n


async def main():
    tasks = [asyncio.create_task(fetch(n)) for n in (1, 2, 9)]
    try:
        for earliest in asyncio.as_completed(tasks, timeout=0.45):
            print(await earliest)
    except TimeoutError:
        print("too slow:", [task.done() for task in tasks])


asyncio.run(main())
