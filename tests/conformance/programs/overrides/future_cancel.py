"""Cancelling a task cancels what it awaits, by that future's own `cancel`."""
import asyncio


class Stubborn(asyncio.Future):
    refused = 0

    def cancel(self, msg=None):
        if self.refused < 2:
            self.refused += 1
            print("not yet:", msg)
            return False
        print("well then:", msg)
        return super().cancel(msg=msg)


async def waiter(future):
    for _ in range(3):
        try:
            await future
        except asyncio.CancelledError as error:
            print("cancelled", error.args, future.cancelled())


async def main():
    future = Stubborn()
    task = asyncio.create_task(waiter(future))
    await asyncio.sleep(0)
    for message in ("one", "two", "three"):
        print(task.cancel(message))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
    print(task.done(), future.cancelled())


asyncio.run(main())
