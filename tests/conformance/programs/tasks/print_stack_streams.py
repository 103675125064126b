# record: end
import asyncio

class Shown(asyncio.Task):
    def __repr__(self):
        return f"<{self.get_name()}>"

async def waits():
    await asyncio.sleep(5)

async def fails():
    raise ValueError("failed")

async def main():
    waiting = Shown(waits(), name="waiting")
    failing = Shown(fails(), name="failing")
    await asyncio.sleep(0)
    waiting.print_stack()
    failing.print_stack()
    failing.exception()

asyncio.run(main())
