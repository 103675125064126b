import asyncio

async def slow():
    await asyncio.sleep(5)

async def main():
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(slow(), name="slow")
            await asyncio.sleep(0.1)
            raise ValueError
    except* ValueError:
        print("failed")

asyncio.run(main())
#: 2 cancel requested by task 1, through TaskGroup @8
#: 2 cancel delivered @0
