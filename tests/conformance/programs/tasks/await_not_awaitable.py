import asyncio


class Strange:
    def __await__(self):
        return 3


class Yields:
    def __await__(self):
        yield 5


async def main():
    for wrong in (3, Strange(), Yields()):
        try:
            await wrong
        except (TypeError, RuntimeError) as error:
            print(type(error).__name__, error if isinstance(error, RuntimeError) else "")

    async def itself():
        await asyncio.current_task()

    try:
        await asyncio.create_task(itself())
    except RuntimeError as error:
        print("RuntimeError:", str(error).split(":")[0])


asyncio.run(main())
