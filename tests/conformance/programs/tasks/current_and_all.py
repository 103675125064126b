import asyncio


async def nap(delay):
    me = asyncio.current_task()
    await asyncio.sleep(delay)
    return me.get_name()


async def main():
    me = asyncio.current_task()
    print(me.get_name(), asyncio.all_tasks() == {me})
    tasks = [asyncio.create_task(nap(n / 10), name=f"nap-{n}") for n in (1, 2, 3)]
    print(sorted(task.get_name() for task in asyncio.all_tasks()))
    print(await tasks[0])
    print(sorted(task.get_name() for task in asyncio.all_tasks()))
    for task in asyncio.all_tasks() - {me}:
        task.cancel()
    await asyncio.sleep(0.01)
    print(sorted(task.get_name() for task in asyncio.all_tasks()))
    asyncio.get_running_loop().call_soon(lambda: print("in a callback:", asyncio.current_task()))
    await asyncio.sleep(0)


asyncio.run(main())
try:
    asyncio.current_task()
except RuntimeError as error:
    print("RuntimeError:", error)
