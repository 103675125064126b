# record: end
import asyncio

async def inner():
    print("inner")

async def main():
    loop = asyncio.get_running_loop()
    try:
        loop.run_until_complete(inner())
    except RuntimeError as error:
        print("refused:", error)
    print("main goes on")

asyncio.run(main())
