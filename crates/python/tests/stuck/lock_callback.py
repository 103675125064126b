import asyncio

lock = asyncio.Lock()

def grab():
    try:
        lock.acquire().send(None)
    except StopIteration:
        print("taken")

async def main():
    asyncio.get_running_loop().call_soon(grab)
    await asyncio.sleep(1)
    async with lock:
        print("never")

asyncio.run(main())
#: Task-1 (main) waits on line 14 for Lock.acquire: it was taken on line 7, outside of every task, and never released
#: 1 stuck: held by 1; line 7 @14
