import asyncio


async def main():
    condition = asyncio.Condition()
    level = 0

    async def watcher(limit):
        async with condition:
            print("watch", limit)
            result = await condition.wait_for(lambda: level >= limit and f"level {level}")
            print(limit, "->", result)

    tasks = [asyncio.create_task(watcher(limit)) for limit in (2, 1, 3)]
    await asyncio.sleep(0.01)
    for _ in range(3):
        async with condition:
            level += 1
            print("level", level)
            condition.notify_all()
        await asyncio.sleep(0.02)
    await asyncio.gather(*tasks)


asyncio.run(main())
