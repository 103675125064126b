import asyncio


async def work():
    pass


async def main():
    for arguments, options in ((([],), {}), ((work,), {}), (([asyncio.create_task(work())],), {"return_when": "SOMETIME"})):
        try:
            await asyncio.wait(*arguments, **options)
        except (TypeError, ValueError) as error:
            print(type(error).__name__, str(error).split(":")[0])
    coro = work()
    try:
        await asyncio.wait([coro])
    except TypeError as error:
        print("TypeError:", error)
    coro.close()
    print(asyncio.FIRST_COMPLETED, asyncio.FIRST_EXCEPTION, asyncio.ALL_COMPLETED)


asyncio.run(main())
