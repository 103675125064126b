import asyncio


async def once(name):
    print("runs", name)
    await asyncio.sleep(0.01)
    return name


async def main():
    task = asyncio.create_task(once("task"))
    coro = once("coro")
    print(await asyncio.gather(task, coro, task, coro))


asyncio.run(main())
