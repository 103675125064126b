import asyncio


async def waiter(name, future):
    print(name, "waits")
    try:
        print(name, "got", await future)
    except asyncio.CancelledError:
        print(name, "cancelled")
        raise


async def main():
    future = asyncio.get_running_loop().create_future()
    tasks = [asyncio.create_task(waiter(name, future)) for name in "abc"]
    await asyncio.sleep(0)
    tasks[1].cancel()
    await asyncio.sleep(0)
    print("future cancelled by its waiter:", future.cancelled())
    print(await asyncio.gather(*tasks, return_exceptions=True))


asyncio.run(main())
