# record: end
import asyncio

tasks = set()

async def boom():
    raise ValueError("nobody asks")

async def main():
    tasks.add(asyncio.create_task(boom()))
    await asyncio.sleep(0.1)

asyncio.run(main())
print("end")
