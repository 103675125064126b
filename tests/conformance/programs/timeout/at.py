import asyncio


async def main():
    loop = asyncio.get_running_loop()
    start = loop.time()
    try:
        async with asyncio.timeout_at(start + 0.2) as scope:
            print(f"{scope.when() - start:.1f}")
            for n in range(10):
                await asyncio.sleep(0.075)
                print("step", n)
    except TimeoutError:
        print(f"stopped at {loop.time() - start:.1f}")
    try:
        async with asyncio.timeout_at(start):
            print("the body begins")
            await asyncio.sleep(0.01)
            print("never")
    except TimeoutError:
        print("was over before")


asyncio.run(main())
