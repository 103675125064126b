# recorded in real time
import asyncio

ready = False

async def get_ready():
    global ready
    await asyncio.sleep(0.3)
    ready = True

async def main():
    task = asyncio.create_task(get_ready())
    while not ready:
        await asyncio.sleep(0)
    print("ready")
    await task

asyncio.run(main())
