# recorded in real time
import asyncio

loop = asyncio.new_event_loop()

def again():
    loop.call_soon(again)

loop.call_soon(again)
loop.call_later(0.1, print, "still there")
loop.call_later(0.2, loop.stop)
loop.run_forever()
loop.close()
print("stopped")
