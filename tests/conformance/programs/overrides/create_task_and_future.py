"""A loop that makes its own kinds of futures and tasks."""
import asyncio


class Future(asyncio.Future):
    def set_result(self, result):
        print("result:", result)
        super().set_result(result)


class Task(asyncio.Task):
    def cancel(self, msg=None):
        print("cancel", self.get_name())
        return super().cancel(msg)


class Loop(asyncio.SelectorEventLoop):
    def create_future(self):
        return Future(loop=self)

    def create_task(self, coro, *, name=None, context=None):
        return Task(coro, loop=self, name=name, context=context)


async def main():
    await asyncio.sleep(0.1, "slept")
    task = asyncio.create_task(asyncio.sleep(5), name="long")
    done, pending = await asyncio.wait([task], timeout=0.2)
    print(len(done), len(pending), type(task).__name__)
    try:
        await asyncio.wait_for(task, 0.1)
    except TimeoutError:
        print(task.cancelled())


loop = Loop()
loop.run_until_complete(main())
loop.close()
