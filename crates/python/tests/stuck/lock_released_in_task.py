import asyncio

async def main():
    lock, other = asyncio.Lock(), asyncio.Lock()
    await asyncio.wait_for(lock.acquire(), 1)
    await asyncio.gather(other.acquire())
    lock.release()
    async with lock:
        pass
    await other.acquire()

asyncio.run(main())
#: Task-1 (main) waits on line 10 for Lock.acquire: it holds that itself, since line 6
#: 1 stuck: held by 1; task 1; line 6 @10
