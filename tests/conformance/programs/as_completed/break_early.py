import asyncio


async def fetch(n):
    await asyncio.sleep(n / 20)
    return n


async def main():
    tasks = [asyncio.create_task(fetch(n)) for n in (4, 2, 3, 1)]
    found = []
    for earliest in asyncio.as_completed(tasks):
        found.append(await earliest)
        if len(found) == 2:
            break
    print(found, [task.done() for task in tasks])
    for task in tasks:
        task.cancel()
    print(await asyncio.gather(*tasks, return_exceptions=True))


asyncio.run(main())
