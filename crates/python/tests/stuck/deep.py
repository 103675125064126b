import asyncio

async def innermost(lock):
    async with lock:
        print("never")

async def middle(lock):
    await innermost(lock)

async def main():
    lock = asyncio.Lock()
    await lock.acquire()
    await asyncio.create_task(middle(lock), name="middle")

asyncio.run(main())
#: Task-1 (main) waits on line 13 for middle to end: that is a ring: middle in the end waits for Task-1
#: middle (middle) waits on line 4 for Lock.acquire: that is a ring: Task-1 has held it since line 12, and in the end waits for middle
#: 1 stuck: that task never ends; task 2 @13
#: 2 stuck: held by 1; task 1; line 12 @4
