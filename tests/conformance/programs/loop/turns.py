import asyncio


async def worker(name, turns):
    for turn in range(turns):
        print(name, turn)
        await asyncio.sleep(0)


async def main():
    loop = asyncio.get_running_loop()
    tasks = [loop.create_task(worker(name, turns)) for name, turns in (("a", 3), ("b", 1), ("c", 2))]
    loop.call_soon(print, "callback")
    print("main waits")
    for task in tasks:
        await task
        print("main saw", task.get_coro().__name__)


asyncio.run(main())
