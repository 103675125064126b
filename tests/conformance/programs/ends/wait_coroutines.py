# record: end
import asyncio

async def work(n):
    await asyncio.sleep(n)

async def main():
    try:
        await asyncio.wait([work(1)])
    except TypeError as error:
        print("refused:", error)

asyncio.run(main())
