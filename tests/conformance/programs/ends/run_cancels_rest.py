# record: end
import asyncio

async def work():
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        print("cancelled at the end of run")
        raise

async def main():
    asyncio.create_task(work())
    await asyncio.sleep(0.1)
    print("main ends")

asyncio.run(main())
print("end")
