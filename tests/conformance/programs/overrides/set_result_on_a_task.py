"""Setting a task's result from outside, past its class: the step that comes later is told to the loop's exception handler."""
import asyncio
import re


async def work():
    await asyncio.sleep(0.1)
    print("never")


def handler(loop, context):
    error = context["exception"]
    print(re.sub("0x[0-9a-f]+", "0x", context["message"]), "|", type(error).__name__, str(error)[:21])


async def main():
    asyncio.get_running_loop().set_exception_handler(handler)
    task = asyncio.create_task(work())
    await asyncio.sleep(0)
    asyncio.Future.set_result(task, "forced")
    print(await task)
    await asyncio.sleep(0.5)
    print("the loop goes on")


asyncio.run(main())
