import asyncio, threading
def runner(loop):
    asyncio.set_event_loop(loop)
    loop.run_forever()
loop = asyncio.new_event_loop()
t = threading.Thread(target=runner, args=(loop,), daemon=True)
t.start()
async def job(n):
    await asyncio.sleep(0.1)
    return n*2
print(asyncio.run_coroutine_threadsafe(job(4), loop).result())
loop.call_soon_threadsafe(loop.stop)
t.join()
print("end")
