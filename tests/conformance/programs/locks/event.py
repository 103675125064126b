import asyncio


async def waiter(name, event):
    print(name, "waits")
    print(name, "goes", await event.wait())


async def main():
    event = asyncio.Event()
    tasks = [asyncio.create_task(waiter(name, event)) for name in ("a", "b")]
    await asyncio.sleep(0.1)
    print("set", event.is_set())
    event.set()
    print(event.is_set())
    event.clear()
    await asyncio.gather(*tasks)
    print(event.is_set())
    event.set()
    await waiter("c", event)


asyncio.run(main())
