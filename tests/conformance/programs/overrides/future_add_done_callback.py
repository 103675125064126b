"""A task that awaits a future of a class of its own registers by that future's `add_done_callback`."""
import asyncio


class Watched(asyncio.Future):
    def add_done_callback(self, callback, *, context=None):
        print("add:", getattr(callback, "__name__", "?"), context is not None)
        super().add_done_callback(callback, context=context)

    def remove_done_callback(self, callback):
        print("remove:", getattr(callback, "__name__", "?"))
        return super().remove_done_callback(callback)


async def main():
    loop = asyncio.get_running_loop()
    future = Watched(loop=loop)
    loop.call_later(0.1, future.set_result, 1)
    print(await future)
    print(await future)
    other = Watched(loop=loop)
    loop.call_later(0.2, other.set_result, 2)
    print(await asyncio.wait_for(other, 1))
    third = Watched(loop=loop)
    loop.call_later(0.1, third.set_exception, OSError("gone"))
    print(await asyncio.gather(third, asyncio.sleep(0.3, "slept"), return_exceptions=True))


asyncio.run(main())
