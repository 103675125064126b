# record: end
import asyncio

async def boom(text):
    raise ValueError(text)

async def main():
    global one, two
    one = asyncio.create_task(boom("one"), name="one")
    two = asyncio.create_task(boom("two"), name="two")
    await asyncio.sleep(0.1)

asyncio.run(main())
print("end")
