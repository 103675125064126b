import asyncio

async def work():
    return 1

for what in (lambda: asyncio.ensure_future(work()), lambda: asyncio.gather(work()), lambda: asyncio.Future(), lambda: asyncio.gather(),
             lambda: asyncio.shield(work()), lambda: list(asyncio.as_completed([]))):
    try:
        made = what()
        print(type(made).__name__)
        if isinstance(made, asyncio.Future) and not made.done():
            made.cancel()
    except RuntimeError as error:
        print("RuntimeError:", error)
