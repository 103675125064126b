import asyncio


async def main():
    scope = asyncio.timeout(1)
    try:
        scope.reschedule(3)
    except (RuntimeError, AssertionError) as error:
        print(type(error).__name__)
    async with scope:
        pass
    print(type(scope).__name__, type(scope) is asyncio.Timeout)
    try:
        async with asyncio.timeout(0):
            await asyncio.sleep(0)
            await asyncio.sleep(0)
            print("after two turns")
            await asyncio.sleep(0.1)
            print("never")
    except TimeoutError:
        print("zero")


asyncio.run(main())
