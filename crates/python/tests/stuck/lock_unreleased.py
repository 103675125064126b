import asyncio

async def careless(lock):
    await lock.acquire()
    return "done"

async def main():
    lock = asyncio.Lock()
    await asyncio.create_task(careless(lock), name="careless")
    async with lock:
        print("never")

asyncio.run(main())
#: Task-1 (main) waits on line 10 for Lock.acquire: careless took it on line 4 and ended without releasing it
#: 1 stuck: held by 1; task 2; line 4 @10
