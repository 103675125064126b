import asyncio
import random

attempts = 4  # @param
base = 0.2  # @param

random.seed(8)


async def request(name):
    await asyncio.sleep(0.1)
    if random.random() < 0.6:
        raise ConnectionError("no answer")
    return f"{name}: done"


async def with_retries(name):
    for attempt in range(1, attempts + 1):
        try:
            return await request(name)
        except ConnectionError as error:
            if attempt == attempts:
                return f"{name}: given up after {attempt} attempts"
            longest = base * 2 ** (attempt - 1)  # doubles each time
            pause = round(random.uniform(longest / 2, longest), 2)  # jitter
            print(f"{name}: {error}, again in {pause:.2f} s")
            await asyncio.sleep(pause)


async def main():
    names = ["mail", "news", "weather"]
    for line in await asyncio.gather(*[with_retries(name) for name in names]):
        print(line)


asyncio.run(main())
