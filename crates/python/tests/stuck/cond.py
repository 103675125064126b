import asyncio

async def main():
    cond = asyncio.Condition()
    async with cond:
        await cond.wait()

asyncio.run(main())
#: Task-1 (main) waits on line 6 for Condition.wait: nobody is left who could do it
#: 1 stuck: nobody is left to do it @6
