"""Handles as a program gets them: when they are due, and what a cancelled one shows."""
import asyncio


async def main():
    loop = asyncio.get_running_loop()
    soon = loop.call_soon(print, "soon")
    later = loop.call_later(5, print, "later")
    at = loop.call_at(loop.time() + 0.5, print, "at")
    print(round(later.when() - loop.time(), 3), round(at.when() - loop.time(), 3))
    print([handle.cancelled() for handle in (soon, later, at)])
    later.cancel()
    later.cancel()
    print(str(later).split(" when=")[0], later.cancelled())
    print(soon)
    await asyncio.sleep(1)
    print(at.cancelled())
    at.cancel()
    print(at.cancelled())
    gone = loop.call_soon(print, "never")
    gone.cancel()
    print(gone)
    await asyncio.sleep(0)


asyncio.run(main())
