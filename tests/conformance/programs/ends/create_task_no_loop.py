# record: end
import asyncio

async def work():
    print("work")

try:
    asyncio.create_task(work())
except RuntimeError as error:
    print("refused:", error)
print("end")
