# recorded in real time
import asyncio

class Bucket:
    def __init__(self, loop, rate, size):
        self.loop, self.rate, self.size = loop, rate, size
        self.tokens, self.at = size, loop.time()

    async def take(self):
        while True:
            now = self.loop.time()
            self.tokens = min(self.size, self.tokens + (now - self.at) * self.rate)
            self.at = now
            if self.tokens >= 1:
                self.tokens -= 1
                return
            await asyncio.sleep((1 - self.tokens) / self.rate)

async def main():
    loop = asyncio.get_running_loop()
    bucket = Bucket(loop, 5, 3)
    start = loop.time()
    for n in range(6):
        await bucket.take()
        print(n, int((loop.time() - start) / 0.2 + 0.2))

asyncio.run(main())
