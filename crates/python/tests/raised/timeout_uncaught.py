import asyncio

async def main():
    async with asyncio.timeout(1):
        await asyncio.sleep(9)

asyncio.run(main())
#: 1 poll ends: failed: TimeoutError @4
#: 1 task done: failed: TimeoutError @4
