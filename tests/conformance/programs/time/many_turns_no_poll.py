# recorded in real time
import asyncio

async def main():
    async with asyncio.timeout(5):
        for _ in range(3000):
            await asyncio.sleep(0)
    print("in time")

asyncio.run(main())
