# record: end
import asyncio

async def main():
    print("a", max(1, 2)
    await asyncio.sleep(1)

asyncio.run(main())
