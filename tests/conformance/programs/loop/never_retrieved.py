import asyncio
import gc


def handler(loop, context):
    print("handler:", context["message"], repr(context["exception"]))


async def fails():
    raise ValueError("nobody asked")


async def main():
    asyncio.get_running_loop().set_exception_handler(handler)
    task = asyncio.create_task(fails())
    await asyncio.sleep(0.01)
    print("done", task.done())
    del task
    gc.collect()
    print("forgotten")

    asked = asyncio.create_task(fails())
    await asyncio.sleep(0.01)
    print(repr(asked.exception()))
    del asked
    gc.collect()
    print("end")


asyncio.run(main())
