import asyncio

async def main():
    asyncio.current_task().cancel()
    try:
        await asyncio.sleep(1)
    except asyncio.CancelledError:
        print("told")

asyncio.run(main())
#: 1 cancel requested by task 1 @4
#: 1 cancel delivered @0
