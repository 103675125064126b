"""A loop that counts its iterations."""
import asyncio


class CountingLoop(asyncio.SelectorEventLoop):
    turns = 0

    def _run_once(self):
        self.turns += 1
        super()._run_once()


async def child():
    return 1


async def main():
    loop = asyncio.get_running_loop()
    for what in ("sleep(0)", "task", "gather"):
        before = loop.turns
        if what == "sleep(0)":
            await asyncio.sleep(0)
        elif what == "task":
            await asyncio.create_task(child())
        else:
            await asyncio.gather(child(), child())
        print(what, loop.turns - before)


loop = CountingLoop()
loop.run_until_complete(main())
print("in all", loop.turns)
loop.close()
