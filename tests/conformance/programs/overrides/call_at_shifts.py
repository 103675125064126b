"""`call_later` goes through `call_at`, so a loop that rounds deadlines up to whole seconds overrides only that."""
import asyncio
import math


class RoundingLoop(asyncio.SelectorEventLoop):
    def call_at(self, when, callback, *args, context=None):
        return super().call_at(math.ceil(when - zero) + zero, callback, *args, context=context)


async def main():
    loop = asyncio.get_running_loop()
    for seconds in (0.3, 0.9, 1.5):
        await asyncio.sleep(seconds)
        print(seconds, "ends at", round(loop.time() - zero, 3))
    loop.call_later(0.1, lambda: print("called at", round(loop.time() - zero, 3)))
    await asyncio.sleep(1)


loop = RoundingLoop()
zero = loop.time()
loop.run_until_complete(main())
loop.close()
