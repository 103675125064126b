"""A loop that words errors in its own way."""
import asyncio


class PoliteLoop(asyncio.SelectorEventLoop):
    def call_exception_handler(self, context):
        print("sorry:", context["message"].split(" <")[0].split(" at ")[0], "|", repr(context.get("exception")))


async def fail():
    raise ValueError("no")


async def main():
    loop = asyncio.get_running_loop()
    loop.call_soon(lambda: 1 / 0)
    asyncio.create_task(fail())
    await asyncio.sleep(0.1)
    import gc
    gc.collect()


loop = PoliteLoop()
loop.run_until_complete(main())
loop.close()
