import asyncio

async def bad():
    await asyncio.sleep(1)
    [].pop()

async def good():
    await asyncio.sleep(9)

async def main():
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(bad(), name="bad")
            group.create_task(good(), name="good")
    except* IndexError:
        print("caught")

asyncio.run(main())
#: 2 poll ends: failed: IndexError: pop from empty list @5
#: 2 task done: failed: IndexError: pop from empty list @5
#: 3 poll ends: cancelled @8
#: 3 task done: cancelled @8
