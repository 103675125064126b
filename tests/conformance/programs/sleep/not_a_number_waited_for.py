# only 3.11
import asyncio

async def main():
    try:
        await asyncio.wait_for(asyncio.sleep(1), float("nan"))
    except TimeoutError:
        print("at once")

asyncio.run(main())
