import asyncio


def handler(loop, context):
    print("handler", repr(context["exception"]))


def bad(future):
    raise RuntimeError("in a callback")


async def main():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(handler)
    future = loop.create_future()
    future.add_done_callback(bad)
    future.add_done_callback(lambda f: print("the next one runs", f.result()))
    future.set_result(1)
    print(await future)
    await asyncio.sleep(0)
    print("end")


asyncio.run(main())
