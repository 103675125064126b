import asyncio
import contextvars

var = contextvars.ContextVar("var", default=0)


async def show(label):
    print(label, var.get())
    var.set(var.get() + 1)


async def main():
    coro = show("own copy")
    task = asyncio.create_task(coro)
    print(task.get_coro() is coro)
    var.set(10)
    await task
    await asyncio.create_task(show("copied at creation"))
    print("main", var.get())
    context = contextvars.copy_context()
    await asyncio.create_task(show("given"), context=context)
    await asyncio.create_task(show("given again"), context=context)
    print(context[var], var.get())


asyncio.run(main())
