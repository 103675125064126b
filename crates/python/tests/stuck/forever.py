import asyncio

async def job():
    await asyncio.sleep(1)
    print("job done")

loop = asyncio.new_event_loop()
loop.create_task(job())
loop.run_forever()
#: the program waits on line 9 for run_forever: everything is done, and nobody calls stop()
#: 0 stuck: nobody is left to stop the loop @9
