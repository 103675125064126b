import asyncio


async def main():
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    try:
        await asyncio.wait_for(future, 0.05)
    except TimeoutError:
        print("timed out; the future is cancelled:", future.cancelled())
    future = loop.create_future()
    loop.call_later(0.02, future.set_result, "in time")
    print(await asyncio.wait_for(future, 0.05))
    event = asyncio.Event()
    try:
        await asyncio.wait_for(event.wait(), 0.01)
    except TimeoutError:
        print("no event")
    print(event.is_set())


asyncio.run(main())
