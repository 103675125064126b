import asyncio


async def work(n):
    await asyncio.sleep(n / 10)
    if n == 2:
        raise RuntimeError("two")
    return n


async def main():
    tasks = [asyncio.create_task(work(n), name=str(n)) for n in (1, 2, 3)]
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION)
    for task in sorted(done, key=lambda task: task.get_name()):
        print(task.get_name(), repr(task.exception()))
    print([task.get_name() for task in pending])
    done, pending = await asyncio.wait(pending)
    print(done.pop().result(), pending)


asyncio.run(main())
