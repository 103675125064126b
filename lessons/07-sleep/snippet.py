import asyncio
import time

which = "time.sleep"  # @param
nap = 2  # @param
interval = 0.5  # @param


async def heartbeat(start):
    for beat in range(1, 7):
        await asyncio.sleep(interval)  #: tick
        print(f"beat {beat} at {time.time() - start:.1f} s")  #: beat


async def work():
    await asyncio.sleep(0.7)  #: prepare
    print("work begins")  #: begins
    if which == "time.sleep":
        time.sleep(nap)  #: block
    else:
        await asyncio.sleep(nap)  #: suspend
    print("work ends")  #: ends


async def main():
    start = time.time()
    heart = asyncio.create_task(heartbeat(start), name="heart")  #: create-heart
    job = asyncio.create_task(work(), name="work")  #: create-work
    await heart  #: join-heart
    await job  #: join-work


asyncio.run(main())  #: run
