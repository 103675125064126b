import asyncio

async def user(n, sem):
    await sem.acquire()
    print(n)

async def main():
    sem = asyncio.Semaphore(2)
    async with asyncio.TaskGroup() as group:
        for n in range(3):
            group.create_task(user(n, sem), name=f"user-{n}")

asyncio.run(main())
#: Task-1 (main) waits on line 9 for TaskGroup: user-2 never ends
#: user-2 (user) waits on line 4 for Semaphore.acquire: user-0 took it on line 4 and ended without releasing it
#: 1 stuck: 1 of them never end; task 4 @9
#: 4 stuck: held by 2; task 2; line 4 @4
