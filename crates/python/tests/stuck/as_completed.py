import asyncio

async def never():
    await asyncio.Event().wait()

async def main():
    for next in asyncio.as_completed([never(), asyncio.sleep(1)]):
        await next
        print("one")

asyncio.run(main())
#: Task-1 (main) waits on line 8 for as_completed: Task-2 never ends
#: Task-2 (never) waits on line 4 for Event.wait: nobody is left who could do it
#: 1 stuck: 1 of them never end; task 2 @8
#: 2 stuck: nobody is left to do it @4
