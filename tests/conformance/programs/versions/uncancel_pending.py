import asyncio

async def main():
    task = asyncio.current_task()
    task.cancel()
    print(task.uncancel(), task.cancelling())
    try:
        await asyncio.sleep(0)
        print("not cancelled")
    except asyncio.CancelledError:
        print("cancelled all the same")
    task.cancel()
    task.cancel()
    print(task.uncancel())
    try:
        await asyncio.sleep(0)
        print("not cancelled")
    except asyncio.CancelledError:
        print("cancelled", task.uncancel())

asyncio.run(main())
