"""A loop that puts a wrapper of its own around each callback, and counts the seconds that they take."""
import asyncio
import time


class MeasuringLoop(asyncio.SelectorEventLoop):
    spent = 0
    calls = 0

    def call_soon(self, callback, *args, context=None):
        def measured(*args):
            begun = time.perf_counter()
            try:
                callback(*args)
            finally:
                self.spent += time.perf_counter() - begun
                self.calls += 1

        return super().call_soon(measured, *args, context=context)


async def worker(name, seconds):
    print(name, "begins")
    time.sleep(seconds)
    await asyncio.sleep(0.5)
    time.sleep(seconds)
    print(name, "ends", round(asyncio.get_running_loop().time(), 3))


async def main():
    await asyncio.gather(worker("a", 0.1), worker("b", 0.2))
    try:
        await asyncio.wait_for(asyncio.sleep(10), 1)
    except TimeoutError:
        print("too late")


loop = MeasuringLoop()
loop.run_until_complete(main())
print(round(loop.spent, 3), loop.calls)
loop.close()
