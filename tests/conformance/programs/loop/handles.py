import asyncio


async def main():
    loop = asyncio.get_running_loop()
    soon = loop.call_soon(print, "cancelled, never seen")
    print(type(soon) is asyncio.Handle, soon.cancelled())
    soon.cancel()
    soon.cancel()
    print(soon.cancelled())

    start = loop.time()
    timer = loop.call_later(0.5, print, "never")
    early = loop.call_later(0.1, print, "early")
    print(isinstance(timer, asyncio.TimerHandle), isinstance(timer, asyncio.Handle))
    print(round(timer.when() - start, 1), timer > early, early <= timer, early == early, early != timer)
    print(sorted([timer, early]) == [early, timer])
    timer.cancel()
    await asyncio.sleep(0.2)
    print(early.cancelled(), timer.cancelled())
    early.cancel()
    print(early.cancelled())


asyncio.run(main())
