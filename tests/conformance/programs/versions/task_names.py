import asyncio

async def work():
    return asyncio.current_task().get_name()

async def main():
    print(await asyncio.gather(*[asyncio.create_task(work(), name=name) for name in ("a", None, "b", None)]))
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(work(), name=name) for name in ("c", None)]
    print([task.result() for task in tasks])
    print(asyncio.get_running_loop().create_task(work()).get_name())

asyncio.run(main())
