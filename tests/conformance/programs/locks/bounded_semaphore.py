import asyncio


async def main():
    bounded = asyncio.BoundedSemaphore(1)
    async with bounded:
        print(bounded.locked())
    try:
        bounded.release()
    except ValueError as error:
        print("ValueError:", error)
    loose = asyncio.Semaphore(1)
    loose.release()
    print(await loose.acquire(), await loose.acquire(), loose.locked())
    try:
        await asyncio.wait_for(loose.acquire(), 0.01)
    except TimeoutError:
        print("nothing left")
    loose.release()
    print(loose.locked())


asyncio.run(main())
