# recorded in real time
import asyncio
import time

async def flaky(start):
    if time.monotonic() - start < 0.25:
        raise ConnectionError("not yet")
    return "connected"

async def main():
    start = time.monotonic()
    tries = 0
    while True:
        tries += 1
        try:
            print(await flaky(start), tries > 10)
            break
        except ConnectionError:
            await asyncio.sleep(0)

asyncio.run(main())
