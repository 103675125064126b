import asyncio
import contextlib


@contextlib.asynccontextmanager
async def resource(name):
    print("acquire", name)
    try:
        yield name
    finally:
        await asyncio.sleep(0.01)
        print("release", name)


async def goodbye(word):
    print("callback", word)


async def main():
    async with contextlib.AsyncExitStack() as stack:
        names = [await stack.enter_async_context(resource(name)) for name in ("db", "cache")]
        stack.push_async_callback(goodbye, "async")
        stack.callback(print, "callback sync")
        stack.enter_context(contextlib.suppress(ValueError))
        print(names)
        raise ValueError("suppressed")
    print("after")
    async with contextlib.AsyncExitStack() as stack:
        await stack.enter_async_context(resource("moved"))
        later = stack.pop_all()
    print("still open")
    await later.aclose()


asyncio.run(main())
