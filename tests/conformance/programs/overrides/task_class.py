"""Tasks of a class of its own, made by a factory: awaiting one goes through its methods."""
import asyncio


class Job(asyncio.Task):
    def __init__(self, coro, **options):
        super().__init__(coro, **options)
        print("new", self.get_name())

    def add_done_callback(self, callback, *, context=None):
        print("callback on", self.get_name())
        super().add_done_callback(callback, context=context)

    def result(self):
        print("result of", self.get_name())
        return super().result()

    def cancel(self, msg=None):
        print("cancel", self.get_name(), msg)
        return super().cancel(msg=msg)


def factory(loop, coro, context=None):
    return Job(coro, loop=loop, name=coro.__name__, context=context)


async def double(number):
    await asyncio.sleep(0.1)
    return number * 2


async def forever():
    await asyncio.Event().wait()


async def main():
    asyncio.get_running_loop().set_task_factory(factory)
    task = asyncio.create_task(double(4))
    print(await task)
    print(await asyncio.gather(double(1), double(2)))
    endless = asyncio.create_task(forever())
    await asyncio.sleep(0)
    endless.cancel("enough")
    try:
        await endless
    except asyncio.CancelledError as error:
        print(error.args)


asyncio.run(main())
