import asyncio
import re


def shown(thing):
    text = re.sub(r"0x[0-9a-f]+", "0x", repr(thing))
    return re.sub(r"running at .*?:", "running at FILE:", text)


async def nap():
    await asyncio.sleep(0.1)
    return "rested"


async def bad():
    raise ValueError("oh")


async def main():
    a = asyncio.create_task(nap(), name="a")
    b = asyncio.create_task(bad(), name="b")
    c = asyncio.create_task(nap(), name="c")
    print(shown(a))
    await asyncio.sleep(0)
    c.cancel()
    print(shown(a))
    await asyncio.wait([a, b, c])
    for task in (a, b, c):
        text = shown(task)
        print(re.sub(r"defined at .*?:", "defined at FILE:", text))


asyncio.run(main())
