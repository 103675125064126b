# recorded in real time
import asyncio
import time

async def download(progress):
    for part in range(1, 5):
        await asyncio.sleep(0.1)
        progress["done"] = part * 25

async def main():
    progress = {"done": 0}
    task = asyncio.create_task(download(progress))
    start = time.perf_counter()
    shown = -1
    while not task.done():
        if progress["done"] != shown:
            shown = progress["done"]
            elapsed = time.perf_counter() - start
            print(f"{shown:3d}%", shown / elapsed >= 0)
        await asyncio.sleep(0)
    print("finished")

asyncio.run(main())
