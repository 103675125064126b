# recorded in real time
import asyncio

async def ticker():
    for n in range(4):
        await asyncio.sleep(0.1)
        print("tick", n)

async def main():
    task = asyncio.create_task(ticker())
    while not task.done():
        await asyncio.sleep(0)
    print("done")

asyncio.run(main())
