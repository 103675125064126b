# recorded in real time
import asyncio
import time

async def stubborn():
    end = time.time() + 0.3
    while time.time() < end:
        pass
    print("computed to the end")
    await asyncio.sleep(0)
    print("never here")

async def main():
    try:
        async with asyncio.timeout(0.1):
            await stubborn()
    except TimeoutError:
        print("too late")

asyncio.run(main())
