# recorded in real time
import asyncio
import threading
import time

def work():
    time.sleep(0.2)
    return "worked"

async def main():
    future = asyncio.get_running_loop().run_in_executor(None, work)
    while not future.done():
        await asyncio.sleep(0)
    print(future.result())
    start = time.monotonic()
    await asyncio.to_thread(time.sleep, 0.1)
    print(time.monotonic() - start >= 0.1)

asyncio.run(main())
thread = threading.Thread(target=work)
thread.start()
while thread.is_alive():
    time.sleep(0)
print("joined")
