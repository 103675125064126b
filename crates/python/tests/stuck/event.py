import asyncio

async def setter(event):
    await asyncio.sleep(1)
    1 / 0
    event.set()

async def main():
    event = asyncio.Event()
    task = asyncio.create_task(setter(event), name="setter")
    await event.wait()

asyncio.run(main())
#: Task-1 (main) waits on line 11 for Event.wait: nobody is left who could do it; setter failed on line 5 (ZeroDivisionError: division by zero)
#: 1 stuck: nobody is left to do it; task 2; line 5 @11
