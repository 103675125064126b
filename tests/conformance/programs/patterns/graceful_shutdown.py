import asyncio


async def server(name, stop):
    served = 0
    while not stop.is_set():
        try:
            await asyncio.wait_for(stop.wait(), 0.1 + 0.01 * len(name))
        except TimeoutError:
            served += 1
    print(name, "saves its work")
    await asyncio.sleep(0.01 * len(name))
    print(name, "served", served)


async def main():
    stop = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        for name in ("a", "bbb"):
            group.create_task(server(name, stop))
        await asyncio.sleep(0.35)
        print("shutting down")
        stop.set()
    print("bye")


asyncio.run(main())
