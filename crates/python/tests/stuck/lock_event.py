import asyncio

async def holder(lock, event):
    async with lock:
        await event.wait()

async def setter(lock, event):
    async with lock:
        event.set()

async def main():
    lock, event = asyncio.Lock(), asyncio.Event()
    async with asyncio.TaskGroup() as group:
        group.create_task(holder(lock, event), name="holder")
        group.create_task(setter(lock, event), name="setter")

asyncio.run(main())
#: Task-1 (main) waits on line 13 for TaskGroup: 2 of its parts never end, the first of them holder
#: holder (holder) waits on line 5 for Event.wait: nobody is left who could do it
#: setter (setter) waits on line 8 for Lock.acquire: holder has held it since line 4 and waits for ever itself
#: 1 stuck: 2 of them never end; task 2 @13
#: 2 stuck: nobody is left to do it @5
#: 3 stuck: held by 1; task 2; line 4 @8
