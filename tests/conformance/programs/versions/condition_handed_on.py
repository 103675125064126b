import asyncio

async def waiter(name, condition):
    async with condition:
        print(name, "waits")
        try:
            await condition.wait()
            print(name, "was notified")
        except asyncio.CancelledError as error:
            print(name, "was cancelled", error.args)
            raise

async def main():
    condition = asyncio.Condition()
    tasks = [asyncio.create_task(waiter(name, condition)) for name in "abc"]
    await asyncio.sleep(0)
    async with condition:
        condition.notify()
        tasks[0].cancel("too late")
    await asyncio.sleep(0.1)
    print([task.done() for task in tasks])
    async with condition:
        condition.notify_all()
    print(await asyncio.gather(*tasks, return_exceptions=True))

asyncio.run(main())
