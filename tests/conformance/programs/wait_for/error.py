import asyncio


async def fails():
    await asyncio.sleep(0.01)
    raise KeyError("k")


async def cleanup_fails():
    try:
        await asyncio.sleep(1)
    finally:
        raise ValueError("in the clean-up")


async def refuses():
    try:
        await asyncio.sleep(1)
    except asyncio.CancelledError:
        return "too late, but here"


async def main():
    for work in (fails, cleanup_fails, refuses):
        try:
            print(await asyncio.wait_for(work(), 0.1))
        except Exception as error:
            print(work.__name__, repr(error))


asyncio.run(main())
