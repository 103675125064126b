import asyncio
import time


def fails():
    time.sleep(0.1)
    raise KeyError("lost")


async def main():
    results = await asyncio.gather(asyncio.to_thread(fails), asyncio.to_thread(len, "abc"), return_exceptions=True)
    print(results)
    try:
        await asyncio.to_thread(fails)
    except KeyError as error:
        print(type(error).__name__, error)


asyncio.run(main())
