# recorded in real time
import asyncio
import time

class Bucket:
    def __init__(self, rate, size):
        self.rate, self.size, self.tokens, self.at = rate, size, size, time.monotonic()

    def try_take(self):
        now = time.monotonic()
        self.tokens = min(self.size, self.tokens + (now - self.at) * self.rate)
        self.at = now
        if self.tokens < 1:
            return False
        self.tokens -= 1
        return True

async def main():
    bucket = Bucket(5, 2)
    start = time.monotonic()
    for n in range(4):
        while not bucket.try_take():
            await asyncio.sleep(0)
        print(n, int((time.monotonic() - start) / 0.2 + 0.2))

asyncio.run(main())
