# record: end
import asyncio
import gc

async def waiter(event, name):
    await event.wait()
    print(name, "woken")

async def main():
    event = asyncio.Event()
    for name in ("one", "two"):
        asyncio.create_task(waiter(event, name))
    await asyncio.sleep(0.1)
    gc.collect()
    event.set()
    await asyncio.sleep(0.1)

asyncio.run(main())
