import asyncio

text = "\n" * 40 + "raise ValueError('elsewhere')"

async def main():
    exec(compile(text, __file__, "exec"))

asyncio.run(main())
#: 1 poll ends: failed: ValueError: elsewhere @6
#: 1 task done: failed: ValueError: elsewhere @6
