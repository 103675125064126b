# only 3.14 3.15
import asyncio

async def work(n):
    await asyncio.sleep(n)
    if n == 2:
        raise ValueError("two")
    return n

async def main():
    tasks = [asyncio.create_task(work(n), name=f"work {n}") for n in (3, 1, 2)]
    async for done in asyncio.as_completed(tasks):
        print(done.get_name(), done in tasks, done.exception() or done.result())
    for coming in asyncio.as_completed([work(0.5), work(0.2)]):
        print(await coming)
    try:
        async for done in asyncio.as_completed([work(1), work(5)], timeout=2):
            print(await done)
    except TimeoutError as error:
        print("late", repr(error))
    iterator = asyncio.as_completed([work(0.1), work(0.3)])
    print(await (await anext(aiter(iterator))), await next(iter(iterator)))
    try:
        asyncio.as_completed(work(1))
    except TypeError as error:
        print(error)

asyncio.run(main())
