# record: end
import asyncio

async def work():
    print("work")

loop = asyncio.new_event_loop()
task = loop.create_task(work(), name="never")
print("end")
