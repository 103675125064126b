# record: end
import asyncio

async def fails():
    await asyncio.sleep(0.2)
    raise ValueError("nobody looks")

async def main():
    inner = asyncio.create_task(fails(), name="inner")
    outer = asyncio.shield(inner)
    await asyncio.sleep(0.1)
    outer.cancel()
    await asyncio.sleep(0.2)
    print(inner.done(), outer.cancelled())

asyncio.run(main())
