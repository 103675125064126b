"""A program that turns the loop by hand, iteration by iteration."""
import asyncio


async def worker(name):
    for step in range(3):
        print(" ", name, step)
        await asyncio.sleep(0)


class SteppingLoop(asyncio.SelectorEventLoop):
    number = 0

    def _run_once(self):
        self.number += 1
        print("iteration", self.number, "with", len(self._ready), "ready")
        super()._run_once()


async def main():
    await asyncio.gather(worker("a"), worker("b"))


loop = SteppingLoop()
loop.run_until_complete(main())
loop.close()
