import asyncio


async def value(x):
    return x


class Awaitable:
    def __await__(self):
        yield from asyncio.sleep(0).__await__()
        return "custom"


async def main():
    task = asyncio.ensure_future(value(1))
    print(type(task).__name__, asyncio.ensure_future(task) is task)
    future = asyncio.get_running_loop().create_future()
    print(asyncio.ensure_future(future) is future)
    future.set_result(2)
    wrapped = asyncio.ensure_future(Awaitable())
    print(await task, await future, await wrapped)
    for wrong in (3, "text", None):
        try:
            asyncio.ensure_future(wrong)
        except TypeError as error:
            print("TypeError:", error)
    print(asyncio.isfuture(task), asyncio.isfuture(value), asyncio.iscoroutinefunction(value), asyncio.iscoroutine(3))


asyncio.run(main())
