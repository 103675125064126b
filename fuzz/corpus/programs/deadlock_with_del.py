import asyncio

class Loud(asyncio.Future):
    def __del__(self):
        asyncio.run(asyncio.sleep(1))

async def main():
    Loud()
    await asyncio.Event().wait()
asyncio.run(main())
