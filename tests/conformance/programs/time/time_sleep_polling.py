# recorded in real time
import asyncio
import time

async def main():
    asyncio.get_running_loop().call_later(0.1, print, "late timer")
    start = time.time()
    while time.time() - start < 0.3:
        time.sleep(0.1)
    print("waited")
    await asyncio.sleep(0)
    await asyncio.sleep(0)

asyncio.run(main())
