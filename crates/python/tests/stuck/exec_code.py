import asyncio

text = """
async def take(lock):
    await lock.acquire()
"""
exec(text)

async def main():
    lock = asyncio.Lock()
    await asyncio.create_task(take(lock))
    await lock.acquire()

asyncio.run(main())
#: Task-1 (main) waits on line 12 for Lock.acquire: it holds that itself, since line 11
#: 1 stuck: held by 1; task 1; line 11 @12
