"""A method of the base class can be replaced for all loops."""
import asyncio

original = asyncio.BaseEventLoop.call_later


def call_later(self, delay, callback, *args, context=None):
    print("later:", delay)
    return original(self, delay, callback, *args, context=context)


asyncio.BaseEventLoop.call_later = call_later


async def main():
    await asyncio.sleep(0.5)
    try:
        async with asyncio.timeout(0.25):
            await asyncio.sleep(2)
    except TimeoutError:
        print("timeout")


asyncio.run(main())
