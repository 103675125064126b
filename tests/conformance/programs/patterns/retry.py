import asyncio
import random


class Flaky(Exception):
    pass


async def call(attempt, succeed_at):
    await asyncio.sleep(0.01)
    if attempt < succeed_at:
        raise Flaky(f"attempt {attempt} failed")
    return f"success at attempt {attempt}"


async def retry(succeed_at, attempts=4, base=0.1):
    rng = random.Random(succeed_at)
    for attempt in range(1, attempts + 1):
        try:
            return await call(attempt, succeed_at)
        except Flaky as error:
            if attempt == attempts:
                raise RuntimeError("gave up") from error
            delay = base * 2 ** (attempt - 1) * (1 + rng.random() / 10)
            print(f"{error}; again in {delay:.3f} s")
            await asyncio.sleep(delay)


async def main():
    print(await retry(1))
    print(await retry(3))
    try:
        await retry(9)
    except RuntimeError as error:
        print(error, "after", error.__cause__)


asyncio.run(main())
