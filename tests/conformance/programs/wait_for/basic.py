import asyncio


async def slow():
    try:
        await asyncio.sleep(1)
        return "slow"
    except asyncio.CancelledError:
        print("slow is cancelled")
        raise


async def quick():
    await asyncio.sleep(0.01)
    return "quick"


async def main():
    print(await asyncio.wait_for(quick(), timeout=0.5))
    print(await asyncio.wait_for(quick(), timeout=None))
    try:
        await asyncio.wait_for(slow(), timeout=0.1)
    except asyncio.TimeoutError as error:
        print("timed out", repr(error), type(error.__cause__).__name__, asyncio.TimeoutError is TimeoutError)


asyncio.run(main())
