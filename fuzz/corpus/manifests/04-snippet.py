import asyncio
import time

x = 2  # @param
pause = 2  # @param
really_wait = False  # @param


async def do_some_work(x):
    print("waiting:", x)  #: waiting
    if really_wait:
        await asyncio.sleep(x)  #: sleep
    return "finished"


coroutine = do_some_work(x)  #: call
loop = asyncio.get_event_loop()  #: get-loop
task = loop.create_task(coroutine)  #: create
time.sleep(pause)  #: pause
print("done before the run:", task.done())  #: not-yet
start = time.time()
loop.run_until_complete(task)  #: run
print("Time:", time.time() - start)  #: time
print("done after the run:", task.done())  #: done
print("result:", task.result())  #: result
loop.close()  #: close
