import asyncio


async def nap():
    return asyncio.current_task().get_name()


async def main():
    print(asyncio.current_task().get_name())
    a = asyncio.create_task(nap())
    b = asyncio.create_task(nap(), name="siesta")
    c = asyncio.create_task(nap())
    d = asyncio.create_task(nap(), name=7)
    print([task.get_name() for task in (a, b, c, d)])
    c.set_name("renamed")
    d.set_name(3.5)
    print(await asyncio.gather(a, b, c, d))
    print(repr(d.get_name()))


asyncio.run(main())
