import asyncio


async def main():
    async with asyncio.timeout(0.05) as scope:
        try:
            await asyncio.sleep(1)
        except asyncio.CancelledError:
            print("swallowed", scope.expired())
    print("no TimeoutError then", scope.expired(), asyncio.current_task().cancelling())


try:
    asyncio.run(main())
except TimeoutError:
    print("TimeoutError left main")
