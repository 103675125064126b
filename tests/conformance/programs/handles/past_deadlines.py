"""Timers that are due in the past fire in the order of their deadlines, after what is ready already."""
import asyncio


async def main():
    loop = asyncio.get_running_loop()
    now = loop.time()
    for seconds in (-1, -3, 0, -2, -0.5):
        loop.call_later(seconds, print, "later", seconds)
    loop.call_soon(print, "soon")
    loop.call_at(now - 1000000, print, "long ago")
    loop.call_at(now - 2000000, print, "longer ago")
    cancelled = loop.call_at(now - 5, print, "cancelled")
    cancelled.cancel()
    await asyncio.sleep(0)
    print("turn")
    await asyncio.sleep(0)
    loop.call_at(-1, print, "minus one")
    loop.call_at(-2, print, "minus two")
    await asyncio.sleep(0.1)


asyncio.run(main())
