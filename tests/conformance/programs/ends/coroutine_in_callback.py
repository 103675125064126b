# record: end
import asyncio

async def work():
    print("work")

async def main():
    loop = asyncio.get_running_loop()
    loop.call_soon(work)
    await asyncio.sleep(0.1)
    print("main ends")

asyncio.run(main())
