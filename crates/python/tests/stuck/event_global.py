import asyncio

ready = asyncio.Event()

async def start():
    await asyncio.sleep(5)
    ready.set()

async def main():
    task = asyncio.create_task(start(), name="start")
    await asyncio.sleep(1)
    task.cancel()
    await ready.wait()

asyncio.run(main())
#: Task-1 (main) waits on line 13 for Event.wait: nobody is left who could do it; start was cancelled on line 6
#: 1 stuck: nobody is left to do it; task 2; line 6 @13
