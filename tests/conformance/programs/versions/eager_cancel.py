# only 3.14 3.15
import asyncio

async def cancels_itself():
    asyncio.current_task().cancel()
    print("cancelled itself")
    await asyncio.sleep(1)

async def no_await():
    asyncio.current_task().cancel()
    return 5

async def main():
    loop = asyncio.get_running_loop()
    loop.set_task_factory(asyncio.eager_task_factory)
    for work in (cancels_itself, no_await):
        task = asyncio.create_task(work())
        print(task.done(), task.cancelled())
        try:
            print(await task)
        except asyncio.CancelledError:
            print("cancelled", task.cancelled(), asyncio.current_task().cancelling())
    parent = asyncio.current_task()

    async def cancels_parent():
        parent.cancel()
        await asyncio.sleep(5)

    task = asyncio.create_task(cancels_parent())
    try:
        await asyncio.sleep(1)
    except asyncio.CancelledError:
        print("main is cancelled", parent.uncancel())
    task.cancel()
    print(await asyncio.gather(task, return_exceptions=True))

asyncio.run(main())
