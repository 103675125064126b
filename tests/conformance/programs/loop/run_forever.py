import asyncio


def tick(loop, count):
    print("tick", count)
    if count == 3:
        loop.stop()
        loop.call_soon(print, "not before the next run")
    else:
        loop.call_later(0.01, tick, loop, count + 1)


loop = asyncio.new_event_loop()
loop.call_soon(tick, loop, 1)
loop.run_forever()
print("stopped", loop.is_running(), loop.is_closed())
loop.call_soon(loop.stop)
loop.run_forever()
print("stopped again")
loop.stop()
loop.run_forever()
print("stopped before it ran")
loop.close()
loop.close()
print(loop.is_closed())
