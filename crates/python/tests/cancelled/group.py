import asyncio

async def slow():
    await asyncio.sleep(5)

async def fails():
    await asyncio.sleep(0.1)
    raise ValueError

async def main():
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(slow(), name="slow")
            group.create_task(fails(), name="fails")
    except* ValueError:
        print("failed")

asyncio.run(main())
#: 2 cancel requested by callback 2, through TaskGroup @0
#: 1 cancel requested by callback 2, through TaskGroup @0
#: 2 cancel delivered @0
#: 1 cancel delivered @0
