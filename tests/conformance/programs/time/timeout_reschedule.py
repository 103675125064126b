# recorded in real time
import asyncio

async def main():
    loop = asyncio.get_running_loop()
    start = loop.time()
    try:
        async with asyncio.timeout(0.2) as scope:
            for n in range(3):
                await asyncio.sleep(0.05)
                scope.reschedule(loop.time() + 0.25)
            print("still in time")
            await asyncio.sleep(10)
    except TimeoutError:
        print(loop.time() - start >= 0.3, scope.expired(), loop.time() >= scope.when())

asyncio.run(main())
