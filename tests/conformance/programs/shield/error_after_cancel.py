import asyncio


def handler(loop, context):
    print("handler:", context["message"].split(" in ")[0][:40], repr(context["exception"]))


async def fails_late():
    await asyncio.sleep(0.05)
    raise RuntimeError("late")


async def main():
    asyncio.get_running_loop().set_exception_handler(handler)
    task = asyncio.create_task(fails_late())
    outer = asyncio.shield(task)
    outer.cancel()
    await asyncio.sleep(0.1)
    print(outer.cancelled(), task.done(), repr(task.exception()))


asyncio.run(main())
