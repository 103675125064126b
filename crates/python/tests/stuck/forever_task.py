import asyncio

async def wait():
    await asyncio.Event().wait()

loop = asyncio.new_event_loop()
task = loop.create_task(wait(), name="wait")
loop.run_forever()
#: wait (wait) waits on line 4 for Event.wait: nobody is left who could do it
#: 1 stuck: nobody is left to do it @4
