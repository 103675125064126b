import asyncio


async def work():
    try:
        print("works")
        await asyncio.sleep(10)
    except asyncio.CancelledError as error:
        print("cancelled", error.args)
        raise
    finally:
        print("finally")


async def main():
    task = asyncio.create_task(work())
    await asyncio.sleep(0.01)
    print(task.cancel("enough"))
    print(task.done(), task.cancelled())
    try:
        await task
    except asyncio.CancelledError as error:
        print("main sees", error.args)
    print(task.done(), task.cancelled(), task.cancel())
    for ask in (task.result, task.exception):
        try:
            ask()
        except asyncio.CancelledError as error:
            print(ask.__name__, type(error).__name__, error.args)


asyncio.run(main())
