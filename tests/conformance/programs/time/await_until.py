# recorded in real time
import asyncio
import time

class Until:
    def __init__(self, moment):
        self.moment = moment

    def __await__(self):
        while time.monotonic() < self.moment:
            yield
        return "arrived"

async def ticker():
    while True:
        await asyncio.sleep(0.2)
        print("tick")

async def main():
    task = asyncio.create_task(ticker())
    print(await Until(time.monotonic() + 0.35))
    task.cancel()

asyncio.run(main())
