# record: end
import asyncio

async def work(n):
    await asyncio.sleep(n)
    return n

async def main():
    print(await asyncio.gather([work(1), work(2)]))

asyncio.run(main())
