# recorded in real time
import asyncio

async def step(n):
    await asyncio.sleep(0.15)
    print("step", n)

async def main():
    loop = asyncio.get_running_loop()
    deadline = loop.time() + 0.4
    try:
        async with asyncio.timeout_at(deadline) as scope:
            print(scope.when() == deadline)
            for n in range(5):
                await step(n)
    except TimeoutError:
        print("deadline", loop.time() >= deadline)

asyncio.run(main())
