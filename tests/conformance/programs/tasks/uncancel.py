import asyncio


async def scope():
    me = asyncio.current_task()
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        print("cancelling", me.cancelling())
        print("uncancel ->", me.uncancel())
        print("uncancel ->", me.uncancel())
    await asyncio.sleep(0.01)
    return "survived"


async def main():
    task = asyncio.create_task(scope())
    await asyncio.sleep(0)
    print(task.cancelling())
    task.cancel()
    print(task.cancelling())
    print(await task, task.cancelling(), task.cancelled())


asyncio.run(main())
