import asyncio
async def child():
    await asyncio.sleep(1)
async def main():
    t = asyncio.create_task(child())
    await asyncio.sleep(0)
    t.cancel()
    try:
        await t
    except asyncio.CancelledError:
        print("main goes on")
asyncio.run(main())
#: 2 cancel requested by task 1 @7
#: 2 cancel delivered @0
