# recorded in real time
import asyncio

async def poller():
    try:
        while True:
            await asyncio.sleep(0)
    finally:
        print("poller ends")

async def main():
    task = asyncio.create_task(poller())
    await asyncio.sleep(0.2)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        print("cancelled")

asyncio.run(main())
