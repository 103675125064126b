import asyncio


class Noted(asyncio.Task):
    pass


def factory(loop, coro, **kwargs):
    print("a task is made of", coro.__name__, kwargs)
    return Noted(coro, loop=loop, **kwargs)


async def child(n):
    return n


async def main():
    loop = asyncio.get_running_loop()
    print(loop.get_task_factory())
    loop.set_task_factory(factory)
    task = asyncio.create_task(child(1), name="first")
    print(type(task).__name__, task.get_name(), await task)
    print(await asyncio.gather(child(2), child(3)))
    try:
        loop.set_task_factory("wrong")
    except TypeError as error:
        print(error)
    loop.set_task_factory(None)
    print(type(asyncio.create_task(child(4))).__name__)


asyncio.run(main())
