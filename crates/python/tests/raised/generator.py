import asyncio

async def numbers():
    yield 1
    raise ArithmeticError("no more numbers")

async def main():
    async for n in numbers():
        print(n)

asyncio.run(main())
#: 1 poll ends: failed: ArithmeticError: no more numbers @5
#: 1 task done: failed: ArithmeticError: no more numbers @5
