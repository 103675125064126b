import asyncio

delay = 1  # @param


async def main():
    print("hello")
    await asyncio.sleep(delay)
    print("hello again")


asyncio.run(main())
