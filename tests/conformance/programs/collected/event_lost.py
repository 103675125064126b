# record: end
import asyncio
import gc

async def waiter():
    event = asyncio.Event()
    try:
        await event.wait()
    finally:
        print("waiter finally")

async def main():
    asyncio.create_task(waiter(), name="waiter")
    await asyncio.sleep(0.1)
    gc.collect()
    print("collected")

asyncio.run(main())
print("end")
