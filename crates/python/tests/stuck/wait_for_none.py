import asyncio

async def never():
    await asyncio.Event().wait()

async def main():
    await asyncio.wait_for(asyncio.create_task(never()), None)

asyncio.run(main())
#: Task-1 (main) waits on line 7 for wait_for: Task-2 waits for ever itself
#: Task-2 (never) waits on line 4 for Event.wait: nobody is left who could do it
#: 1 stuck: that task never ends; task 2 @7
#: 2 stuck: nobody is left to do it @4
