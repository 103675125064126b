import asyncio

async def main():
    try:
        1 / 0
    except ZeroDivisionError as error:
        raise ValueError("in vain") from error

asyncio.run(main())
#: 1 poll ends: failed: ValueError: in vain @7
#: 1 task done: failed: ValueError: in vain @7
