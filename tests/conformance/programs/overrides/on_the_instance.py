"""A method can be replaced on one loop, while it runs."""
import asyncio


async def main():
    loop = asyncio.get_running_loop()
    original = loop.call_soon
    seen = []

    def call_soon(callback, *args, context=None):
        seen.append(getattr(callback, "__name__", type(callback).__name__))
        return original(callback, *args, context=context)

    await asyncio.sleep(0)
    print(seen)
    loop.call_soon = call_soon
    await asyncio.sleep(0)
    await asyncio.create_task(asyncio.sleep(0))
    del loop.call_soon
    print(seen)
    await asyncio.sleep(0)
    print(len(seen))


asyncio.run(main())
