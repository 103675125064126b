import asyncio

class Session:
    async def __aenter__(self):
        return self

    async def __aexit__(self, *error):
        raise RuntimeError("cannot close")

async def main():
    async with Session():
        await asyncio.sleep(1)

asyncio.run(main())
#: 1 poll ends: failed: RuntimeError: cannot close @8
#: 1 task done: failed: RuntimeError: cannot close @8
