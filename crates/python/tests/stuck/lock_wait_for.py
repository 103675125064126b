import asyncio

lock = asyncio.Lock()

async def holder():
    await asyncio.wait_for(lock.acquire(), 1)
    await asyncio.sleep(0.1)
    raise OSError("never released")

async def main():
    t = asyncio.create_task(holder(), name="holder")
    await asyncio.sleep(1)
    async with lock:
        print("got it")

asyncio.run(main())
#: Task-1 (main) waits on line 13 for Lock.acquire: holder took it on line 6 and failed (OSError: never released) without releasing it
#: 1 stuck: held by 1; task 2; line 6 @13
