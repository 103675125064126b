# recorded in real time
import asyncio

async def main():
    loop = asyncio.get_running_loop()
    start = loop.time()
    await asyncio.sleep(0.01)
    while (left := 0.02 - (loop.time() - start)) > 0:
        await asyncio.sleep(left)
    print("arrived")
    for total in (0.1, 0.03, 0.07):
        start = loop.time()
        await asyncio.sleep(total / 3)
        while loop.time() - start < total:
            await asyncio.sleep(total - (loop.time() - start))
        print(total)

asyncio.run(main())
