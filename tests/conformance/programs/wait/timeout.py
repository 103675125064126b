import asyncio


async def nap(n):
    await asyncio.sleep(n / 10)
    return n


async def main():
    tasks = {asyncio.create_task(nap(n)) for n in (1, 3, 5)}
    done, pending = await asyncio.wait(tasks, timeout=0.2)
    print(sorted(task.result() for task in done), len(pending))
    print("nobody was cancelled:", not any(task.cancelled() for task in pending))
    done, pending = await asyncio.wait(pending, timeout=0)
    print(len(done), len(pending))
    for task in pending:
        task.cancel()
    done, pending = await asyncio.wait(pending)
    print(all(task.cancelled() for task in done), len(pending))


asyncio.run(main())
