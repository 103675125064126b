"""In debug mode a handle, a future and a task know where they were made."""
import asyncio


def callback():
    pass


async def child():
    pass


async def main():
    loop = asyncio.get_running_loop()
    handle = loop.call_soon(callback)
    print(handle._source_traceback[-1].name, handle._source_traceback[-1].line)
    handle.cancel()
    print("callback" in repr(handle), "created at" in repr(handle))
    future = asyncio.Future()
    print(future._source_traceback[-1].name, "created at" in repr(future))
    task = loop.create_task(child())
    print(task._source_traceback[-1].line)
    await task


asyncio.run(main(), debug=True)


async def plain():
    print(asyncio.Future()._source_traceback, asyncio.current_task()._source_traceback)


asyncio.run(plain())
