import asyncio

async def slow():
    await asyncio.sleep(9)

async def main():
    try:
        await asyncio.wait_for(asyncio.create_task(slow()), 1)
    except TimeoutError:
        print("too slow")

asyncio.run(main())
#: 2 poll ends: cancelled @4
#: 2 task done: cancelled @4
