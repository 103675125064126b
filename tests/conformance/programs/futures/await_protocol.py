import asyncio


class Countdown:
    def __init__(self, start):
        self.start = start

    def __await__(self):
        for n in range(self.start, 0, -1):
            print("count", n)
            yield from asyncio.sleep(0.01).__await__()
        return "liftoff"


async def main():
    print(await Countdown(3))
    future = asyncio.get_running_loop().create_future()
    iterator = future.__await__()
    step = next(iterator)
    print(step is future, future._asyncio_future_blocking)
    future._asyncio_future_blocking = False
    future.set_result("by hand")
    try:
        next(iterator)
    except StopIteration as stop:
        print(stop.value)


asyncio.run(main())
