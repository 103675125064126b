import asyncio


async def main():
    loop = asyncio.get_running_loop()
    start = loop.time()
    async with asyncio.timeout(0.1) as scope:
        await asyncio.sleep(0.05)
        scope.reschedule(loop.time() + 0.3)
        await asyncio.sleep(0.2)
        print(f"alive at {loop.time() - start:.2f}"[:13])
        scope.reschedule(None)
        print(scope.when())
        await asyncio.sleep(0.5)
    print("no timeout", scope.expired())
    try:
        scope.reschedule(loop.time() + 1)
    except RuntimeError as error:
        print("RuntimeError:", error)
    try:
        async with asyncio.timeout(None) as scope:
            scope.reschedule(loop.time() - 1)
            await asyncio.sleep(1)
    except TimeoutError:
        print("rescheduled into the past")


asyncio.run(main())
