import asyncio

async def main():
    future = asyncio.get_running_loop().create_future()
    await future

asyncio.run(main())
#: Task-1 (main) waits on line 5 for a future: nobody is left who could do it
#: 1 stuck: nobody is left to do it @5
