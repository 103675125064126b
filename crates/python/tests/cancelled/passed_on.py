import asyncio
async def part(): await asyncio.sleep(5)
async def chain(t): await t
async def main():
    inner = asyncio.create_task(part(), name="inner")
    outer = asyncio.create_task(chain(inner), name="outer")
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    outer.cancel()
    await asyncio.wait([inner, outer])
asyncio.run(main())
#: 3 cancel requested by task 1 @9
#: 2 cancel requested by task 1, through outer.cancel @9
#: 2 cancel delivered @0
#: 3 cancel delivered @0
