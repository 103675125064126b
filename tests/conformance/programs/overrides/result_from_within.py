"""A coroutine that sets its own task's result: when it ends, that comes too late."""
import asyncio


def handler(loop, context):
    print(type(context["exception"]).__name__, context["exception"], "handle" in context)


async def work():
    asyncio.Future.set_result(asyncio.current_task(), "early")
    return "late"


async def main():
    asyncio.get_running_loop().set_exception_handler(handler)
    print(await asyncio.create_task(work()))
    print("done")


asyncio.run(main())
asyncio.run(main())
