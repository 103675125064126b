import asyncio


async def fetch(n):
    await asyncio.sleep(n / 20)
    if n == 2:
        raise LookupError("no page 2")
    return f"page {n}"


async def main():
    for number, earliest in enumerate(asyncio.as_completed([fetch(n) for n in (3, 2, 1)]), 1):
        try:
            print(number, await earliest)
        except LookupError as error:
            print(number, "failed:", error)
    try:
        for _ in asyncio.as_completed(fetch):
            pass
    except TypeError as error:
        print("TypeError:", str(error).split(",")[0])


asyncio.run(main())
