import asyncio
import contextlib


async def lines():
    try:
        for n in range(100):
            yield f"line {n}"
    finally:
        await asyncio.sleep(0.01)
        print("file closed")


async def main():
    async with contextlib.aclosing(lines()) as source:
        async for line in source:
            print(line)
            if line.endswith("1"):
                break
    print("after")
    async with contextlib.nullcontext("nothing") as value:
        print(value)


asyncio.run(main())
