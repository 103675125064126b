import asyncio


async def runner(name, seconds):
    await asyncio.sleep(seconds)
    return name


async def main():
    pending = {asyncio.create_task(runner(name, seconds), name=name) for name, seconds in (("hare", 0.1), ("dog", 0.2), ("tortoise", 0.3))}
    while pending:
        done, pending = await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            print(task.result(), "arrived;", sorted(task.get_name() for task in pending), "still run")


asyncio.run(main())
