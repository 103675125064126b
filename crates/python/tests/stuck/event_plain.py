import asyncio

async def main():
    await asyncio.Event().wait()

asyncio.run(main())
#: Task-1 (main) waits on line 4 for Event.wait: nobody is left who could do it
#: 1 stuck: nobody is left to do it @4
