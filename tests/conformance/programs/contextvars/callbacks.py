import asyncio
import contextvars

var = contextvars.ContextVar("var", default=0)


async def main():
    loop = asyncio.get_running_loop()
    show = lambda label: print(label, var.get())
    var.set(1)
    loop.call_soon(show, "soon")
    loop.call_later(0.01, show, "later")
    own = contextvars.copy_context()
    own.run(var.set, "own")
    loop.call_soon(show, "own context", context=own)
    future = loop.create_future()
    future.add_done_callback(lambda f: show("done callback"))
    future.add_done_callback(lambda f: show("done callback, own"), context=own)
    var.set(2)
    future.set_result(None)
    await asyncio.sleep(0.02)
    show("main")


asyncio.run(main())
