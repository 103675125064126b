import asyncio

def parse(text):
    return int(text)

async def read(text):
    return parse(text)

async def main():
    await asyncio.gather(read("1"), read("one"))

asyncio.run(main())
#: 3 poll ends: failed: ValueError: invalid literal for int() with base 10: 'one' @4
#: 3 task done: failed: ValueError: invalid literal for int() with base 10: 'one' @4
#: 0 future 1 resolved by callback 2: failed: ValueError: invalid literal for int() with base 10: 'one' @4
#: 1 poll ends: failed: ValueError: invalid literal for int() with base 10: 'one' @4
#: 1 task done: failed: ValueError: invalid literal for int() with base 10: 'one' @4
