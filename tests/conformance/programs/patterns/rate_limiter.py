import asyncio


class RateLimiter:
    def __init__(self, calls, period):
        self.tokens, self.period = asyncio.Semaphore(calls), period

    async def __aenter__(self):
        await self.tokens.acquire()

    async def __aexit__(self, *error):
        asyncio.get_running_loop().call_later(self.period, self.tokens.release)


async def request(number, limiter, start):
    await asyncio.sleep(number / 100)
    async with limiter:
        print(f"{asyncio.get_running_loop().time() - start:.1f} request {number}")


async def main():
    limiter = RateLimiter(2, 0.5)
    start = asyncio.get_running_loop().time()
    await asyncio.gather(*(request(n, limiter, start) for n in range(6)))


asyncio.run(main())
