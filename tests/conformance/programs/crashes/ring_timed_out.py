# only 3.11
import asyncio


async def main():
    async def first():
        await second_task

    async def second():
        await first_task

    first_task = asyncio.create_task(first())
    second_task = asyncio.create_task(second())
    try:
        await asyncio.wait_for(first_task, 0.1)
    except TimeoutError:
        print("timeout")
    except RecursionError:
        print("RecursionError")


try:
    asyncio.run(main())
except RecursionError:
    print("RecursionError")
