import asyncio

def factory(loop, coro, **kwargs):
    print(coro.__name__, kwargs)
    return asyncio.Task(coro, loop=loop, **kwargs)

async def work():
    pass

async def main():
    loop = asyncio.get_running_loop()
    loop.set_task_factory(factory)
    await asyncio.create_task(work())
    await asyncio.create_task(work(), name="named")
    await loop.create_task(work(), name="of the loop")
    async with asyncio.TaskGroup() as group:
        group.create_task(work(), name="of the group")
    await asyncio.gather(work())
    loop.set_task_factory(None)
    try:
        asyncio.create_task(work(), colour="red")
    except TypeError as error:
        print("TypeError")

asyncio.run(main())
