"""A loop that keeps the callbacks in a list of its own and calls them in the opposite order, last in, first out."""
import asyncio


class Stack(asyncio.SelectorEventLoop):
    def __init__(self):
        super().__init__()
        self.kept = []

    def call_soon(self, callback, *args, context=None):
        if not self.kept:
            super().call_soon(self.drain)
        self.kept.append((callback, args, context))

    def drain(self):
        kept, self.kept = self.kept, []
        for callback, args, context in reversed(kept):
            context.run(callback, *args)


async def say(name):
    for number in range(2):
        print(name, number)
        await asyncio.sleep(0)
    return name


async def main():
    print(await asyncio.gather(say("a"), say("b"), say("c")))


loop = Stack()
loop.run_until_complete(main())
loop.close()
