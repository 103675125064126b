import asyncio


async def spinner(stop):
    turns = 0
    while not stop.is_set():
        turns += 1
        await asyncio.sleep(0)
        if turns > 3:
            break
    print("spun", turns)


async def main():
    stop = asyncio.Event()
    asyncio.get_running_loop().call_later(0.2, stop.set)
    await spinner(stop)
    await stop.wait()
    print("event set")
    await spinner(stop)


asyncio.run(main())
