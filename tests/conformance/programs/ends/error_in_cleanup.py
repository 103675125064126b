# record: end
import asyncio

async def work():
    try:
        await asyncio.sleep(10)
    finally:
        raise ValueError("while cleaning up")

async def main():
    asyncio.create_task(work(), name="worker")
    await asyncio.sleep(0.1)

asyncio.run(main())
print("end")
