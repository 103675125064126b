"""A loop whose clock runs ten times as fast: whoever sleeps for ten seconds wakes after one."""
import asyncio
import time


class FastLoop(asyncio.SelectorEventLoop):
    def time(self):
        return super().time() * 10


async def sleeper(seconds):
    await asyncio.sleep(seconds)
    loop = asyncio.get_running_loop()
    print(seconds, round(loop.time() - began), round(time.monotonic() - real, 1))


async def main():
    await asyncio.gather(sleeper(10), sleeper(30), sleeper(20))
    async with asyncio.timeout(5):
        try:
            await asyncio.sleep(50)
        finally:
            print("cancelled", round(loop.time() - began))


loop = FastLoop()
began, real = loop.time(), time.monotonic()
try:
    loop.run_until_complete(main())
except TimeoutError:
    print("timeout", round(time.monotonic() - real, 1))
loop.close()
