import asyncio


class Periodic:
    def __init__(self, interval, function):
        self.interval, self.function, self.task = interval, function, None

    def start(self):
        self.task = asyncio.create_task(self._run())

    async def stop(self):
        self.task.cancel()
        try:
            await self.task
        except asyncio.CancelledError:
            print("stopped")

    async def _run(self):
        loop = asyncio.get_running_loop()
        due = loop.time()
        while True:
            due += self.interval
            await asyncio.sleep(due - loop.time())
            self.function()


async def main():
    start = asyncio.get_running_loop().time()
    count = 0

    def tick():
        nonlocal count
        count += 1
        print(f"tick {count} at {asyncio.get_running_loop().time() - start:.1f}")

    periodic = Periodic(0.2, tick)
    periodic.start()
    await asyncio.sleep(0.7)
    await periodic.stop()
    await asyncio.sleep(0.3)
    print(count)


asyncio.run(main())
