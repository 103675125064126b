import asyncio


async def nap():
    await asyncio.sleep(0)


async def main():
    group = asyncio.TaskGroup()
    coro = nap()
    try:
        group.create_task(coro)
    except RuntimeError as error:
        print("RuntimeError:", str(error).split("<")[-1].split(">")[-1].strip())
    async with group:
        group.create_task(nap())
    try:
        group.create_task(coro)
    except RuntimeError as error:
        print("RuntimeError:", str(error).split(">")[-1].strip())
    try:
        async with group:
            pass
    except RuntimeError as error:
        print("RuntimeError:", str(error).split(">")[-1].strip())
    coro.close()
    print(repr(asyncio.TaskGroup()))


asyncio.run(main())
