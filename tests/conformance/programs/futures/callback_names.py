import asyncio
import functools

loop = asyncio.new_event_loop()
future = loop.create_future()
for callback in (loop.stop, functools.partial(loop.stop), "x".upper, str.upper, print, future.cancel):
    future.add_done_callback(callback)
    print(repr(future))
    future.remove_done_callback(callback)
print(loop.call_soon(loop.stop))
loop.run_forever()
loop.close()
