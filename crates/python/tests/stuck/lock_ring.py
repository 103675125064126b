import asyncio

async def one(a, b):
    async with a:
        await asyncio.sleep(1)
        async with b:
            pass

async def main():
    a, b = asyncio.Lock(), asyncio.Lock()
    await asyncio.gather(one(a, b), one(b, a))

asyncio.run(main())
#: Task-1 (main) waits on line 11 for gather: 2 of its parts never end, the first of them Task-2
#: Task-2 (one) waits on line 6 for Lock.acquire: that is a ring: Task-3 has held it since line 4, and in the end waits for Task-2
#: Task-3 (one) waits on line 6 for Lock.acquire: that is a ring: Task-2 has held it since line 4, and in the end waits for Task-3
#: 1 stuck: 2 of them never end; task 2 @11
#: 2 stuck: held by 1; task 3; line 4 @6
#: 3 stuck: held by 1; task 2; line 4 @6
