import asyncio


async def countdown(n):
    while n:
        await asyncio.sleep(0.05)
        yield n
        n -= 1


class Letters:
    def __init__(self, text):
        self.text = iter(text)

    def __aiter__(self):
        return self

    async def __anext__(self):
        await asyncio.sleep(0)
        try:
            return next(self.text)
        except StopIteration:
            raise StopAsyncIteration


async def main():
    async for n in countdown(3):
        print(n)
    else:
        print("liftoff")
    async for letter in Letters("abc"):
        if letter == "b":
            continue
        print(letter)
    try:
        async for x in [1, 2]:
            pass
    except TypeError as error:
        print("TypeError")


asyncio.run(main())
