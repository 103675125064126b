import asyncio

async def careless(lock):
    await lock.acquire()
    raise RuntimeError("oops")
    lock.release()

async def main():
    lock = asyncio.Lock()
    task = asyncio.create_task(careless(lock))
    await asyncio.sleep(0)
    async with lock:
        print("never")

asyncio.run(main())
#: Task-1 (main) waits on line 12 for Lock.acquire: Task-2 took it on line 4 and failed (RuntimeError: oops) without releasing it
#: 1 stuck: held by 1; task 2; line 4 @12
