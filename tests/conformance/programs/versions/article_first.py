# record: end
import asyncio
import time

async def coroutine_example():
    print("before")
    await asyncio.sleep(2)
    print("after")

coroutine = coroutine_example()
loop = asyncio.get_event_loop()
loop.run_until_complete(coroutine)
loop.close()
