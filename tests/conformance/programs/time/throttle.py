# recorded in real time
import asyncio
import time

def throttle(seconds):
    def decorate(function):
        last = None

        def call(*args):
            nonlocal last
            now = time.monotonic()
            if last is not None and now - last < seconds:
                return
            last = now
            function(*args)
        return call
    return decorate

@throttle(0.4)
def show(n):
    print("shown", n)

async def main():
    for n in range(6):
        show(n)
        await asyncio.sleep(0.15)

asyncio.run(main())
