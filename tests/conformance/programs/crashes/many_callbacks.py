import asyncio


async def main():
    future = asyncio.get_running_loop().create_future()
    called = []
    callbacks = [lambda done, number=number: called.append(number) for number in range(20_000)]
    for callback in callbacks:
        future.add_done_callback(callback)
    print(future.remove_done_callback(callbacks[7]), future.remove_done_callback(callbacks[7]))
    future.set_result(None)
    await asyncio.sleep(0)
    print(len(called), called[:9])


asyncio.run(main())
