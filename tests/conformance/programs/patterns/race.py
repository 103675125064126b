import asyncio


async def mirror(name, delay, fails=False):
    try:
        await asyncio.sleep(delay)
        if fails:
            raise ConnectionError(name)
        return f"answer of {name}"
    except asyncio.CancelledError:
        print(name, "is told to stop")
        raise


async def race(*coros):
    pending = {asyncio.create_task(coro) for coro in coros}
    try:
        while pending:
            done, pending = await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                if task.exception() is None:
                    return task.result()
                print("lost:", repr(task.exception()))
        raise RuntimeError("all failed")
    finally:
        for task in pending:
            task.cancel()
        await asyncio.gather(*pending, return_exceptions=True)


async def main():
    print(await race(mirror("slow", 0.3), mirror("broken", 0.1, fails=True), mirror("good", 0.2)))
    try:
        await race(mirror("x", 0.01, True), mirror("y", 0.03, True))
    except RuntimeError as error:
        print(error)


asyncio.run(main())
