import asyncio


async def value():
    print("started")
    return "value"


async def main():
    for timeout in (0, -1):
        try:
            print(await asyncio.wait_for(value(), timeout))
        except TimeoutError:
            print("timed out at once")
    done = asyncio.get_running_loop().create_future()
    done.set_result("there already")
    print(await asyncio.wait_for(done, 0))


asyncio.run(main())
