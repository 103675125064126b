# record: end
import asyncio
import sys

async def job():
    sys.exit(11)

async def main():
    async with asyncio.TaskGroup() as group:
        group.create_task(job())

def start():
    asyncio.run(main())

start()
