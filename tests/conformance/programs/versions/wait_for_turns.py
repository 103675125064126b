import asyncio

async def ticker():
    for n in range(8):
        print("tick", n)
        await asyncio.sleep(0)

async def quick():
    print("quick")
    return "done"

async def gives_way():
    await asyncio.sleep(0)
    print("gave way")
    return "late"

async def main():
    ticking = asyncio.create_task(ticker())
    await asyncio.sleep(0)
    print(await asyncio.wait_for(quick(), 5))
    print(await asyncio.wait_for(gives_way(), 5))
    print(await asyncio.wait_for(asyncio.create_task(quick()), 5))
    try:
        await asyncio.wait_for(asyncio.sleep(1), 0)
    except TimeoutError as error:
        print(repr(error), repr(error.__cause__))
    await ticking

asyncio.run(main())
