import asyncio
sem = asyncio.Semaphore(1)
async def user():
    t = asyncio.create_task(sem.acquire())
    await t
    await asyncio.sleep(0.1)
async def main():
    await user()
    await sem.acquire()
asyncio.run(main())
#: Task-1 (main) waits on line 9 for Semaphore.acquire: it holds that itself, since line 4
#: 1 stuck: held by 1; task 1; line 4 @9
