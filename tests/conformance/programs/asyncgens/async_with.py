import asyncio


class Connection:
    def __init__(self, name):
        self.name = name

    async def __aenter__(self):
        await asyncio.sleep(0.01)
        print("open", self.name)
        return self

    async def __aexit__(self, kind, error, traceback):
        await asyncio.sleep(0.01)
        print("close", self.name, repr(error))
        return kind is ValueError


async def main():
    async with Connection("a") as a, Connection("b"):
        print("inside", a.name)
    async with Connection("c"):
        raise ValueError("swallowed")
    try:
        async with Connection("d"):
            raise KeyError("goes on")
    except KeyError as error:
        print("caught", error)
    try:
        async with asyncio.timeout(0.05):
            async with Connection("e"):
                await asyncio.sleep(1)
    except TimeoutError:
        print("timeout")


asyncio.run(main())
