# recorded in real time
import asyncio
import time

class Limiter:
    def __init__(self, rate):
        self.gap = 1 / rate
        self.next = 0.0

    async def acquire(self):
        now = time.monotonic()
        while now < self.next:
            await asyncio.sleep(self.next - now)
            now = time.monotonic()
        self.next = max(self.next, now) + self.gap

async def main():
    limiter = Limiter(5)
    start = time.monotonic()
    for n in range(4):
        await limiter.acquire()
        print(n, int((time.monotonic() - start) / 0.2 + 0.1))

asyncio.run(main())
