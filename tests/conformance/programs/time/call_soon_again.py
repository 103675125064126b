# recorded in real time
import asyncio

def poll(loop, end, future):
    if loop.time() >= end:
        future.set_result("polled")
    else:
        loop.call_soon(poll, loop, end, future)

async def main():
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    loop.call_later(0.1, print, "a timer meanwhile")
    poll(loop, loop.time() + 0.2, future)
    print(await future)

asyncio.run(main())
