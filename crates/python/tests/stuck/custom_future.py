import asyncio

class Reply(asyncio.Future):
    pass

async def main():
    await Reply()

asyncio.run(main())
#: Task-1 (main) waits on line 7 for Reply: nobody is left who could do it
#: 1 stuck: nobody is left to do it @7
