import asyncio


async def averager():
    total, count, average = 0, 0, None
    while True:
        try:
            value = yield average
            total += value
            count += 1
            average = total / count
        except ValueError as error:
            print("told", error)
            total = count = 0
            average = None


async def main():
    generator = averager()
    print(await generator.asend(None))
    print(await generator.asend(10), await generator.asend(20))
    print(await generator.athrow(ValueError("to begin again")))
    print(await generator.asend(5))
    try:
        await generator.athrow(KeyError("unknown"))
    except KeyError as error:
        print("comes out", error)
    try:
        await generator.asend(1)
    except StopAsyncIteration:
        print("finished")


asyncio.run(main())
