# record: end
import asyncio

async def work():
    try:
        await asyncio.sleep(10)
    finally:
        print("finally of work")

async def main():
    await asyncio.sleep(0.1)

loop = asyncio.new_event_loop()
task = loop.create_task(work())
loop.run_until_complete(main())
print("end")
