import asyncio

async def main():
    try:
        print(await asyncio.sleep(float("nan"), "at once"))
    except ValueError as error:
        print(error)

asyncio.run(main())
