import asyncio

def compute(n):
    return 1 / n

async def main():
    await asyncio.to_thread(compute, 0)

asyncio.run(main())
#: 0 future 1 resolved by callback 1: failed: ZeroDivisionError: division by zero @4
#: 1 poll ends: failed: ZeroDivisionError: division by zero @4
#: 1 task done: failed: ZeroDivisionError: division by zero @4
