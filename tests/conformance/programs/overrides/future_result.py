"""What wakes a task asks a future of a class of its own for its `result`."""
import asyncio


class Lazy(asyncio.Future):
    def result(self):
        print("asked")
        return super().result()


async def main():
    loop = asyncio.get_running_loop()
    future = Lazy(loop=loop)
    loop.call_soon(future.set_result, 42)
    print(await future)
    print(future.result())


asyncio.run(main())
