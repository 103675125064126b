import asyncio


async def main():
    loop = asyncio.get_running_loop()
    futures = [loop.create_future() for _ in range(20_001)]
    for before, after in zip(futures, futures[1:]):
        before.add_done_callback(lambda done, after=after: after.set_result(done.result() + 1))
    futures[0].set_result(0)
    print(await futures[-1])


asyncio.run(main())
