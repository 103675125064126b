# record: end
import asyncio

async def work():
    await asyncio.get_running_loop().create_future()

async def main():
    asyncio.create_task(work(), name="lost")
    await asyncio.sleep(0.1)
    print(len(asyncio.all_tasks()))

asyncio.run(main())
print("end")
