import asyncio
import re


def shown(scope):
    return re.sub(r"when=[\d.]+", "when=N", repr(scope))


async def main():
    scope = asyncio.timeout(0.05)
    print(shown(scope))
    try:
        async with scope:
            print(shown(scope))
            try:
                await asyncio.sleep(1)
            finally:
                print(shown(scope))
    except TimeoutError:
        print(shown(scope))
    async with asyncio.timeout(None) as scope:
        print(shown(scope))
    print(shown(scope))


asyncio.run(main())
