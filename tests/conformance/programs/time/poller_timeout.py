# recorded in real time
import asyncio

async def poll(event):
    while not event.is_set():
        await asyncio.sleep(0)

async def main():
    event = asyncio.Event()
    try:
        await asyncio.wait_for(poll(event), timeout=0.2)
    except TimeoutError:
        print("timed out")
    try:
        async with asyncio.timeout(0.1):
            await poll(event)
    except TimeoutError:
        print("again")

asyncio.run(main())
