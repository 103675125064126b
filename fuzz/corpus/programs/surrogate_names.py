import asyncio
import contextvars


async def work():
    await asyncio.sleep(0)
    return asyncio.current_task().get_name()


async def main():
    task = asyncio.create_task(work(), name="half \ud83d")
    print(ascii(task.get_name()), "half \\ud83d" in repr(task))
    print(ascii(await task))
    task = asyncio.create_task(work())
    task.set_name("\udc00")
    print(ascii(await task))
    asyncio.get_running_loop().call_soon(print, ascii("\ud83d"))
    future = asyncio.Future()
    future.set_result("\ud83d")
    print(repr(future), ascii(await future))
    try:
        future.cancel("\ud83d")
        await asyncio.wait_for(asyncio.sleep(1, "\ud83d"), 0.1)
    except TimeoutError as error:
        print(type(error).__name__)
    variable = contextvars.ContextVar("\ud83d")
    try:
        variable.get()
    except LookupError as error:
        print(type(error).__name__)


asyncio.run(main())
