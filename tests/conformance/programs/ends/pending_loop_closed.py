# record: end
import asyncio

async def work():
    try:
        await asyncio.sleep(10)
    finally:
        print("finally of work")

async def main():
    asyncio.create_task(work(), name="worker")
    await asyncio.sleep(0.1)

loop = asyncio.new_event_loop()
loop.run_until_complete(main())
loop.close()
print("end")
