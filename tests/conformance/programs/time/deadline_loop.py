# recorded in real time
import asyncio

async def main():
    loop = asyncio.get_running_loop()
    deadline = loop.time() + 0.55
    n = 0
    while True:
        if loop.time() + 0.2 >= deadline:
            break
        n += 1
        print("round", n)
        await asyncio.sleep(0.2)
    print("over")

asyncio.run(main())
