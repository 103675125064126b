import asyncio


async def main():
    async def child():
        await everything

    everything = asyncio.gather(asyncio.create_task(child()))
    await asyncio.sleep(0)
    try:
        everything.cancel()
    except RecursionError:
        print("RecursionError")


try:
    asyncio.run(main())
except RecursionError:
    print("RecursionError")
