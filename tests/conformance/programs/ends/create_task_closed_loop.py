# record: end
import asyncio

async def work():
    print("work")

loop = asyncio.new_event_loop()
loop.close()
try:
    loop.create_task(work())
except RuntimeError as error:
    print("refused:", error)
print("end")
