import asyncio
import time


class Counter:
    def __init__(self):
        self.value = 0

    def step(self, by):
        value = self.value
        time.sleep(0.1)
        self.value = value + by
        return self.value

    def run(self, times, *, by=1):
        def once():
            return self.step(by)

        for _ in range(times):
            print("step", once())
        return self.value


async def ticker():
    for n in range(3):
        await asyncio.sleep(0.17)
        print("tick", n)


async def main():
    counter = Counter()
    print(await asyncio.gather(asyncio.to_thread(counter.run, 3, by=2), ticker()))


asyncio.run(main())
