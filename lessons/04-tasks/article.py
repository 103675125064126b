import asyncio
import time

x = 2  # @param
pause = 2  # @param
really_wait = False  # @param


async def do_some_work(x):
    print("waiting:", x)
    if really_wait:
        await asyncio.sleep(x)
    return "finished"


coroutine = do_some_work(x)
loop = asyncio.get_event_loop()
task = loop.create_task(coroutine)
time.sleep(pause)
print("done before the run:", task.done())
start = time.time()
loop.run_until_complete(task)
print("Time:", time.time() - start)
print("done after the run:", task.done())
print("result:", task.result())
loop.close()
