import asyncio, threading, time

class Background:
    def __init__(self):
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, name="background")
        self.thread.start()
    def run(self, coro):
        return asyncio.run_coroutine_threadsafe(coro, self.loop)
    def stop(self):
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()
        self.loop.close()

async def fetch(n):
    print("fetch", n, threading.current_thread().name)
    await asyncio.sleep(0.1 * n)
    print("fetched", n)
    return n

bg = Background()
a, b = bg.run(fetch(3)), bg.run(fetch(1))
time.sleep(0.2)
print("main", b.done(), a.done())
print(a.result(), b.result())
bg.stop()
print("end", bg.thread.is_alive())
