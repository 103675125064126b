# recorded in real time
import asyncio

async def job():
    await asyncio.sleep(0.2)
    return 42

async def main():
    task = asyncio.create_task(job())
    while True:
        try:
            result = await asyncio.wait_for(asyncio.shield(task), timeout=0)
            break
        except asyncio.TimeoutError:
            await asyncio.sleep(0)
    print(result)

asyncio.run(main())
