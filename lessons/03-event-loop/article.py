import asyncio
import time

delay = 2  # @param


async def coroutine_example():
    print(time.localtime())
    await asyncio.sleep(delay)
    print("===========")
    print(time.localtime())


coroutine = coroutine_example()
loop = asyncio.get_event_loop()
loop.run_until_complete(coroutine)
loop.close()
