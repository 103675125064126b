# record: end
import asyncio

async def main():
    global future
    future = asyncio.get_running_loop().create_future()
    future.set_exception(KeyError("lost"))
    await asyncio.sleep(0)

asyncio.run(main())
print("end")
