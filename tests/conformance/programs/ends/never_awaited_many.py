# record: end
import asyncio

async def first():
    await asyncio.sleep(1)

async def second():
    await asyncio.sleep(1)

b = second()
a = first()
again = first()
print("end")
