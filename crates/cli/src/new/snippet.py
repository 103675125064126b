import asyncio

delay = 1  # @param


async def main():
    print("before")  #: before
    await asyncio.sleep(delay)  #: sleep
    print("after")  #: after


asyncio.run(main())  #: run
