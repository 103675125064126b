import asyncio
import time


def chop(what, seconds):
    time.sleep(seconds)
    return f"{what} chopped"


async def main():
    start = time.perf_counter()
    print(await asyncio.to_thread(chop, "onion", 0.25))
    print(await asyncio.get_running_loop().run_in_executor(None, chop, "carrot", 0.5))
    print(f"{time.perf_counter() - start:.2f}"[:3])


asyncio.run(main())
