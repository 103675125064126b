import asyncio


async def sorted_by_sleeping(numbers):
    result = []

    async def one(number):
        await asyncio.sleep(number / 20)
        result.append(number)

    await asyncio.gather(*map(one, numbers))
    return result


print(asyncio.run(sorted_by_sleeping([5, 1, 4, 2, 3])))
