# record: end
import asyncio

async def work():
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError as error:
        print(repr(error.__context__))
        raise

async def fails_in_cleanup():
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        raise RuntimeError("clean-up failed")

async def main():
    asyncio.create_task(work())
    await asyncio.sleep(0)
    asyncio.create_task(fails_in_cleanup()).set_name("cleaner")
    await asyncio.sleep(1)
    raise ValueError("main failed")

try:
    asyncio.run(main())
except ValueError as error:
    print(repr(error.__context__))
