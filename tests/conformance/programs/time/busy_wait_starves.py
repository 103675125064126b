# recorded in real time
import asyncio
import time

async def ticker():
    for n in range(3):
        print("tick", n)
        await asyncio.sleep(0.1)

async def busy():
    await asyncio.sleep(0.05)
    print("busy")
    end = time.monotonic() + 0.5
    while time.monotonic() < end:
        pass
    print("free")

async def main():
    await asyncio.gather(ticker(), busy())

asyncio.run(main())
