import asyncio


async def suicidal():
    me = asyncio.current_task()
    me.cancel()
    print("still running until the next await")
    try:
        await asyncio.sleep(0)
        print("never")
    finally:
        print("cancelled at the await")


async def returns():
    asyncio.current_task().cancel()
    return "done before any await"


async def main():
    results = await asyncio.gather(suicidal(), returns(), return_exceptions=True)
    print([repr(result) for result in results])


asyncio.run(main())
