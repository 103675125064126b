import asyncio


async def work(name, delay):
    await asyncio.sleep(delay)
    print(name, "done")
    return name


async def main():
    async with asyncio.TaskGroup() as group:
        a = group.create_task(work("a", 0.2))
        b = group.create_task(work("b", 0.1), name="bee")
        print("body ends", a.done(), b.get_name())
    print(a.result(), b.result())
    async with asyncio.TaskGroup():
        print("empty")


asyncio.run(main())
