import asyncio

async def stubborn():
    try:
        await asyncio.sleep(1)
    except asyncio.CancelledError:
        pass

async def waits(task):
    await task
    other = asyncio.create_task(asyncio.sleep(5), name="other")
    await asyncio.sleep(0)
    other.cancel()
    try:
        await other
    except asyncio.CancelledError:
        print("the other's")

async def main():
    inner = asyncio.create_task(stubborn(), name="inner")
    outer = asyncio.create_task(waits(inner), name="outer")
    await asyncio.sleep(0.1)
    outer.cancel()
    await outer

asyncio.run(main())
#: 3 cancel requested by task 1 @23
#: 2 cancel requested by task 1, through outer.cancel @23
#: 2 cancel delivered @0
#: 4 cancel requested by task 3 @13
#: 4 cancel delivered @0
