import asyncio


async def work(n):
    await asyncio.sleep(n / 10)
    if n == 2:
        raise ValueError(n)
    return n


def report(task):
    if task.cancelled():
        print(task.get_name(), "cancelled")
    elif task.exception():
        print(task.get_name(), "failed", repr(task.exception()))
    else:
        print(task.get_name(), "returned", task.result())


async def main():
    tasks = []
    for n in (1, 2, 3):
        task = asyncio.create_task(work(n), name=f"work-{n}")
        task.add_done_callback(report)
        tasks.append(task)
    await asyncio.sleep(0.25)
    tasks[2].cancel()
    await asyncio.wait(tasks)
    print("end")


asyncio.run(main())
