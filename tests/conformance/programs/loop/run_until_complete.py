import asyncio


async def compute(x):
    await asyncio.sleep(0.01)
    return x * x


loop = asyncio.new_event_loop()
asyncio.set_event_loop(loop)
print(asyncio.get_event_loop() is loop)
print(loop.run_until_complete(compute(3)))
task = loop.create_task(compute(4))
print(loop.run_until_complete(task), task.done())

future = loop.create_future()
loop.call_later(0.02, future.set_result, "set later")
print(loop.run_until_complete(future))

pending = loop.create_future()
loop.call_soon(loop.stop)
try:
    loop.run_until_complete(pending)
except RuntimeError as error:
    print("RuntimeError:", error)
loop.close()
print(loop.is_closed())
try:
    coro = compute(5)
    loop.run_until_complete(coro)
except RuntimeError as error:
    print("RuntimeError:", error)
finally:
    coro.close()
