import asyncio

divide = lambda a, b: a / b

async def main():
    print(
        divide(1, 2),
        divide(1, 0),
    )

asyncio.run(main())
#: 1 poll ends: failed: ZeroDivisionError: division by zero @3
#: 1 task done: failed: ZeroDivisionError: division by zero @3
