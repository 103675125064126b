import asyncio

lock = asyncio.Lock()

async def outer():
    async with lock:
        await inner()

async def inner():
    async with lock:
        print("never")

asyncio.run(outer())
#: Task-1 (outer) waits on line 10 for Lock.acquire: it holds that itself, since line 6
#: 1 stuck: held by 1; task 1; line 6 @10
