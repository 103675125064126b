import asyncio

loop = asyncio.new_event_loop()


def first():
    print("first")
    loop.stop()
    loop.call_soon(print, "in the next turn")


loop.call_soon(first)
loop.call_soon(print, "second, in the same turn as stop")
loop.run_forever()
print("-- stopped")
loop.call_soon(print, "third")
loop.stop()
loop.run_forever()
print("-- stopped")
loop.close()
