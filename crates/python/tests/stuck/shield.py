import asyncio

async def never():
    await asyncio.Event().wait()

async def main():
    await asyncio.shield(asyncio.create_task(never(), name="never"))

asyncio.run(main())
#: Task-1 (main) waits on line 7 for shield: never waits for ever itself
#: never (never) waits on line 4 for Event.wait: nobody is left who could do it
#: 1 stuck: that task never ends; task 2 @7
#: 2 stuck: nobody is left to do it @4
