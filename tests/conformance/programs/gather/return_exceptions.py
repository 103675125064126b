import asyncio


async def work(n):
    await asyncio.sleep(n / 50)
    if n % 2:
        raise ValueError(f"odd {n}")
    return n


async def main():
    results = await asyncio.gather(*(work(n) for n in range(1, 5)), return_exceptions=True)
    for result in results:
        if isinstance(result, Exception):
            print("failed:", result)
        else:
            print("value:", result)


asyncio.run(main())
