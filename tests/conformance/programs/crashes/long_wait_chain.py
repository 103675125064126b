import asyncio


async def main():
    async def follow(task):
        return await task + 1

    end = asyncio.get_running_loop().create_future()
    task = asyncio.ensure_future(end)
    for _ in range(20_000):
        task = asyncio.create_task(follow(task))
    await asyncio.sleep(0)
    end.set_result(0)
    print(await task)


asyncio.run(main())
