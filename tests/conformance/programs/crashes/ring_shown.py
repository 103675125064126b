import asyncio


async def main():
    async def first():
        await second_task

    async def second():
        await first_task

    first_task = asyncio.create_task(first(), name="first")
    second_task = asyncio.create_task(second(), name="second")
    await asyncio.sleep(0)
    print(repr(first_task).count("wait_for="), "wait_for=..." in repr(first_task))
    future = asyncio.Future()
    future.set_result([future])
    print(repr(future))


try:
    asyncio.run(main())
except RecursionError:
    print("RecursionError")
