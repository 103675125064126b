# recorded in real time
import asyncio

async def main():
    event = asyncio.Event()
    asyncio.get_running_loop().call_later(0.2, event.set)
    tries = 0
    while True:
        try:
            await asyncio.wait_for(event.wait(), 0)
        except TimeoutError:
            tries += 1
            if event.is_set():
                break
    print("set", tries > 10)

asyncio.run(main())
