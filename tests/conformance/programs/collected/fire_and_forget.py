# record: end
import asyncio
import gc

async def work():
    try:
        await asyncio.get_running_loop().create_future()
    finally:
        print("finally of work")

async def main():
    asyncio.create_task(work(), name="forgotten")
    await asyncio.sleep(0.1)
    print(len(asyncio.all_tasks()), "tasks")
    gc.collect()
    print(len(asyncio.all_tasks()), "task")

asyncio.run(main())
