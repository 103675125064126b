import asyncio

async def main():
    return "ran"

class Awaitable:
    def __await__(self):
        yield from asyncio.sleep(0).__await__()
        return "awaited"

for what in (main, 5, None, "text", Awaitable()):
    try:
        print(asyncio.run(what))
    except (TypeError, ValueError) as error:
        print(type(error).__name__, str(error).split(" at 0x")[0])
with asyncio.Runner() as runner:
    try:
        print(runner.run(Awaitable()))
    except (TypeError, ValueError) as error:
        print(type(error).__name__, str(error).split(" <")[0])
    print(runner.run(main()))
