import asyncio

async def waiter(condition):
    async with condition:
        await condition.wait()

async def notifier(condition):
    async with condition:
        condition.notify()
        await asyncio.Event().wait()

async def main():
    condition = asyncio.Condition()
    waiting = asyncio.create_task(waiter(condition), name="waiter")
    await asyncio.sleep(0)
    await notifier(condition)

asyncio.run(main())
#: Task-1 (main) waits on line 10 for Event.wait: nobody is left who could do it
#: waiter (waiter) waits on line 5 for Lock.acquire: Task-1 has held it since line 8 and waits for ever itself
#: 1 stuck: nobody is left to do it @10
#: 2 stuck: held by 1; task 1; line 8 @5
