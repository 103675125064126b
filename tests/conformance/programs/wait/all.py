import asyncio


async def work(n):
    await asyncio.sleep(n / 20)
    return n


async def main():
    tasks = [asyncio.create_task(work(n)) for n in (3, 1, 2)]
    done, pending = await asyncio.wait(tasks)
    print(sorted(task.result() for task in done), pending, type(done))
    print(done == set(tasks))


asyncio.run(main())
