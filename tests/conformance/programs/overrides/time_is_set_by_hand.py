"""A loop for tests: its clock stands still until it is moved by hand."""
import asyncio


class ManualLoop(asyncio.SelectorEventLoop):
    now = 1000.0

    def time(self):
        return self.now

    async def advance(self, seconds):
        self.now += seconds
        for _ in range(4):
            await asyncio.sleep(0)


async def alarm(loop, name, seconds):
    await asyncio.sleep(seconds)
    print(name, "at", loop.time())


async def main(loop):
    tasks = [asyncio.create_task(alarm(loop, name, seconds)) for name, seconds in (("late", 60), ("early", 5), ("mid", 7))]
    await loop.advance(0)
    print("nothing yet")
    await loop.advance(6)
    await loop.advance(54)
    await asyncio.gather(*tasks)
    handle = loop.call_later(10, print, "never")
    print(handle.when())
    handle.cancel()


loop = ManualLoop()
loop.run_until_complete(main(loop))
loop.close()
