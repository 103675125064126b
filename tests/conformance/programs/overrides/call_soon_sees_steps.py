"""A loop that announces whatever it is asked to call: each step of a task and each wake-up is one."""
import asyncio


class LoudLoop(asyncio.SelectorEventLoop):
    def call_soon(self, callback, *args, context=None):
        name = getattr(callback, "__name__", type(callback).__name__)
        print("soon:", name, len(args), context is not None)
        return super().call_soon(callback, *args, context=context)


async def child():
    print("child")
    await asyncio.sleep(0)
    return 5


async def main():
    print("main")
    task = asyncio.create_task(child())
    print("awaits")
    print(await task)
    future = asyncio.get_running_loop().create_future()
    future.add_done_callback(lambda future: print("callback"))
    asyncio.get_running_loop().call_later(0.1, future.set_result, 7)
    print(await future)


loop = LoudLoop()
loop.run_until_complete(main())
loop.close()
