# record: end
import asyncio

async def work():
    print("work")

loop = asyncio.new_event_loop()
loop.close()
loop.run_until_complete(work())
