import asyncio


async def main():
    async def first():
        await asyncio.shield(second_task)

    async def second():
        await asyncio.shield(first_task)

    first_task = asyncio.create_task(first())
    second_task = asyncio.create_task(second())
    await asyncio.sleep(0)
    print(first_task.cancel())
    for _ in range(5):
        await asyncio.sleep(0)
        print(first_task.cancelled(), second_task.cancelled())


asyncio.run(main())
