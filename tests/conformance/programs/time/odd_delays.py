# recorded in real time
import asyncio
import time

async def main():
    loop = asyncio.get_running_loop()
    print(await asyncio.sleep(-1, "negative"))
    loop.call_later(-5, print, "in the past")
    loop.call_at(loop.time(), print, "now")
    await asyncio.sleep(0.05)
    for seconds in (-1, float("nan"), float("inf")):
        try:
            time.sleep(seconds)
        except (ValueError, OverflowError) as error:
            print(type(error).__name__, error)
    try:
        await asyncio.wait_for(asyncio.sleep(float("inf")), 0.1)
    except TimeoutError:
        print("not for ever")

asyncio.run(main())
