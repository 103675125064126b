import asyncio


async def main():
    loop = asyncio.get_running_loop()
    start = loop.time()
    try:
        async with asyncio.timeout(0.1) as scope:
            print("enter", scope.expired())
            await asyncio.sleep(1)
            print("never")
    except TimeoutError as error:
        print(f"timed out at {loop.time() - start:.1f}", repr(error), type(error.__cause__).__name__)
    print(scope.expired())
    async with asyncio.timeout(0.5) as scope:
        await asyncio.sleep(0.01)
    print(scope.expired())
    async with asyncio.timeout(None) as scope:
        await asyncio.sleep(0.01)
    print(scope.expired(), scope.when())
    print(asyncio.current_task().cancelling())


asyncio.run(main())
