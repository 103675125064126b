import asyncio

async def main():
    try:
        async with asyncio.timeout(0.5):
            await asyncio.sleep(2)
    except TimeoutError:
        print("late")

asyncio.run(main())
#: 1 cancel requested by callback 1, through timeout @0
#: 1 cancel delivered @0
