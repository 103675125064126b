import asyncio


class Once:
    """Many ask, one computes."""

    def __init__(self):
        self.tasks = {}

    async def get(self, key):
        if key not in self.tasks:
            self.tasks[key] = asyncio.create_task(self.compute(key))
        return await asyncio.shield(self.tasks[key])

    async def compute(self, key):
        print("computing", key)
        await asyncio.sleep(0.1)
        return key * 2


async def main():
    once = Once()
    print(await asyncio.gather(once.get("a"), once.get("b"), once.get("a")))
    impatient = asyncio.create_task(once.get("c"))
    await asyncio.sleep(0.05)
    impatient.cancel()
    print(await once.get("c"), impatient.cancelled())


asyncio.run(main())
