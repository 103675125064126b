import asyncio


async def fail(delay, error):
    await asyncio.sleep(delay)
    raise error


async def main():
    tasks = [asyncio.create_task(fail(0.02, KeyError("later"))), asyncio.create_task(fail(0.01, ValueError("first")))]
    try:
        await asyncio.gather(*tasks)
    except Exception as error:
        print("caught", repr(error))
    await asyncio.wait(tasks)
    print([repr(task.exception()) for task in tasks])


asyncio.run(main())
