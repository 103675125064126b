import asyncio
import time

a = 1.5  # @param
b = 0.5  # @param
c = 1  # @param


async def fetch(name, seconds):
    print(f"{name}: asked")  #: asked
    await asyncio.sleep(seconds)  #: wait
    print(f"{name}: answered")  #: answered
    return name.upper()


async def one_by_one():
    first = await fetch("a", a)  #: await-a
    second = await fetch("b", b)  #: await-b
    third = await fetch("c", c)  #: await-c
    return [first, second, third]


async def together():
    calls = [fetch("a", a), fetch("b", b), fetch("c", c)]  #: calls
    return await asyncio.gather(*calls)  #: gather


async def main():
    start = time.time()
    results = await one_by_one()  #: sequential
    print(f"one by one: {time.time() - start:.1f} s", *results)  #: first-total
    start = time.time()
    results = await together()  #: concurrent
    print(f"gather: {time.time() - start:.1f} s", *results)  #: second-total


asyncio.run(main())  #: run
