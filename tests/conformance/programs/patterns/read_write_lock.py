import asyncio


class ReadWriteLock:
    def __init__(self):
        self.condition, self.readers, self.writing = asyncio.Condition(), 0, False

    async def read(self, name, length):
        async with self.condition:
            await self.condition.wait_for(lambda: not self.writing)
            self.readers += 1
        print(name, "reads, readers:", self.readers)
        await asyncio.sleep(length)
        async with self.condition:
            self.readers -= 1
            self.condition.notify_all()

    async def write(self, name, length):
        async with self.condition:
            await self.condition.wait_for(lambda: not self.writing and not self.readers)
            self.writing = True
        print(name, "writes")
        await asyncio.sleep(length)
        async with self.condition:
            self.writing = False
            self.condition.notify_all()
        print(name, "wrote")


async def main():
    lock = ReadWriteLock()
    await asyncio.gather(lock.read("r1", 0.1), lock.read("r2", 0.15), lock.write("w1", 0.1), lock.read("r3", 0.05), lock.write("w2", 0.07))


asyncio.run(main())
