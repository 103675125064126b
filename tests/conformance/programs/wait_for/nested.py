import asyncio


async def main():
    async def work():
        try:
            return await asyncio.wait_for(asyncio.sleep(1, "slept"), 0.3)
        except TimeoutError:
            print("inner timeout")
            return "inner"

    try:
        print(await asyncio.wait_for(work(), 0.5))
    except TimeoutError:
        print("outer timeout")
    try:
        print(await asyncio.wait_for(work(), 0.1))
    except TimeoutError:
        print("outer timeout")


asyncio.run(main())
