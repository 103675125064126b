import asyncio

loop = asyncio.new_event_loop()
lock = asyncio.Lock()
loop.run_until_complete(lock.acquire())

async def main():
    async with lock:
        print("never")

loop.run_until_complete(main())
#: Task-2 (main) waits on line 8 for Lock.acquire: it was taken on line 5, outside of every task, and never released
#: 2 stuck: held by 1; line 5 @8
