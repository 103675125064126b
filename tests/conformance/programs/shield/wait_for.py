import asyncio


async def slow():
    await asyncio.sleep(0.3)
    return "late but whole"


async def main():
    task = asyncio.create_task(slow())
    for attempt in range(1, 6):
        try:
            print(await asyncio.wait_for(asyncio.shield(task), 0.08))
            break
        except TimeoutError:
            print("attempt", attempt, "timed out")


asyncio.run(main())
