# record: end
import asyncio

async def load():
    await asyncio.sleep(1)
    return [1, 2, 3]

data = load()
print(data[0])
