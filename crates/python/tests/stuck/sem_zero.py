import asyncio

async def main():
    gate = asyncio.Semaphore(0)
    async with gate:
        print("never")

asyncio.run(main())
#: Task-1 (main) waits on line 5 for Semaphore.acquire: nobody is left who could do it
#: 1 stuck: nobody is left to do it @5
