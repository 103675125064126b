# record: end
import asyncio

async def save(name):
    await asyncio.sleep(1)
    print("saved", name)

async def main():
    save("a")
    print("main ends")

asyncio.run(main())
