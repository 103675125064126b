import asyncio


async def main():
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    for n in (1, 2, 3):
        future.add_done_callback(lambda done, n=n: print("callback", n, done.result()))
    future.set_result("x")
    print("set, nothing called yet")
    loop.call_soon(print, "queued after the callbacks")
    await asyncio.sleep(0)
    future.add_done_callback(lambda done: print("added late"))
    print("main")
    await asyncio.sleep(0)
    print("end")


asyncio.run(main())
