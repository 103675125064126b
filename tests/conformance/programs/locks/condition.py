import asyncio


async def consumer(name, condition, items):
    async with condition:
        while not items:
            print(name, "waits")
            await condition.wait()
        print(name, "takes", items.pop(0))


async def main():
    condition, items = asyncio.Condition(), []
    tasks = [asyncio.create_task(consumer(name, condition, items)) for name in ("a", "b", "c")]
    await asyncio.sleep(0.1)
    async with condition:
        items.append("apple")
        condition.notify()
    await asyncio.sleep(0.1)
    async with condition:
        items += ["pear", "plum"]
        condition.notify_all()
    await asyncio.gather(*tasks)
    try:
        condition.notify()
    except RuntimeError as error:
        print("RuntimeError:", error)
    try:
        await condition.wait()
    except RuntimeError as error:
        print("RuntimeError:", error)


asyncio.run(main())
