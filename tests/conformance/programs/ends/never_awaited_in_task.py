# record: end
import asyncio

async def load():
    await asyncio.sleep(1)
    return [1, 2, 3]

async def main():
    data = load()
    for item in data:
        print(item)

asyncio.run(main())
