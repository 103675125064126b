import asyncio

async def part():
    pass

async def main():
    coroutine = part()
    for wrong in (5, "loop", object()):
        try:
            asyncio.Task(coroutine, loop=wrong)
        except AttributeError as error:
            print(type(error).__name__)
    try:
        asyncio.Task(part)
    except TypeError:
        print("no coroutine")
    print(asyncio.create_task(coroutine).get_name())

asyncio.run(main())
