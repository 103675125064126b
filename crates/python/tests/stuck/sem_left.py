import asyncio

sem = asyncio.Semaphore(2)

async def job(n):
    await sem.acquire()
    print("in", n)
    await asyncio.sleep(0.1)
    if n == 1:
        return
    sem.release()

async def main():
    tasks = [asyncio.create_task(job(i), name=f"job{i}") for i in range(2)]
    await asyncio.sleep(1)
    async with sem:
        async with sem:
            print("both")

asyncio.run(main())
#: Task-1 (main) waits on line 17 for Semaphore.acquire: job1 took it on line 6 and ended without releasing it
#: 1 stuck: held by 2; task 3; line 6 @17
