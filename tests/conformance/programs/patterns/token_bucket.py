import asyncio


class Bucket:
    def __init__(self, size):
        self.queue = asyncio.Queue(size)
        for _ in range(size):
            self.queue.put_nowait(None)

    async def refill(self, every):
        while True:
            await asyncio.sleep(every)
            try:
                self.queue.put_nowait(None)
                print("+ token")
            except asyncio.QueueFull:
                print("+ overflow")

    async def take(self):
        await self.queue.get()


async def main():
    bucket = Bucket(2)
    refill = asyncio.create_task(bucket.refill(0.1))
    for n in range(4):
        await bucket.take()
        print("work", n)
    await asyncio.sleep(0.35)
    refill.cancel()


asyncio.run(main())
