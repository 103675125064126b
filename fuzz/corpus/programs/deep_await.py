import asyncio


async def down(levels):
    if levels:
        return await down(levels - 1) + 1
    await asyncio.sleep(1)
    return 0


print(asyncio.run(down(200)))
try:
    asyncio.run(down(10_000))
except RecursionError as error:
    print(type(error).__name__)


async def await_it(coroutine):
    return await coroutine + 1


coroutine = down(0)
for _ in range(10_000):
    coroutine = await_it(coroutine)
try:
    asyncio.run(coroutine)
except RecursionError as error:
    print(type(error).__name__)
