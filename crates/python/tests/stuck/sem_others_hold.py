import asyncio

async def job(sem, n):
    await sem.acquire()
    if n == 0:
        raise OSError("job 0")
    await asyncio.Event().wait()

async def main():
    sem = asyncio.Semaphore(2)
    tasks = [asyncio.create_task(job(sem, n), name=f"job{n}") for n in (1, 0)]
    await asyncio.sleep(1)
    await sem.acquire()

asyncio.run(main())
#: Task-1 (main) waits on line 13 for Semaphore.acquire: job0 took it on line 4 and failed (OSError: job 0) without releasing it
#: job1 (job) waits on line 7 for Event.wait: nobody is left who could do it
#: 1 stuck: held by 2; task 3; line 4 @13
#: 2 stuck: nobody is left to do it @7
