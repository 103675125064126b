import asyncio

async def never(event):
    await event.wait()

async def main():
    event = asyncio.Event()
    tasks = [asyncio.create_task(never(event)) for _ in range(2)]
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)

asyncio.run(main())
#: Task-1 (main) waits on line 9 for wait: 2 of its parts never end, the first of them Task-2
#: Task-2 (never) waits on line 4 for Event.wait: nobody is left who could do it
#: Task-3 (never) waits on line 4 for Event.wait: nobody is left who could do it
#: 1 stuck: 2 of them never end; task 2 @9
#: 2 stuck: nobody is left to do it @4
#: 3 stuck: nobody is left to do it @4
