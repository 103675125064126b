import asyncio
import time

delay = 2  # @param


#: body {
async def coroutine_example():
    print(time.localtime())  #: before
    await asyncio.sleep(delay)  #: sleep
    print("===========")  #: line
    print(time.localtime())  #: after
#: }


coroutine = coroutine_example()  #: call
loop = asyncio.new_event_loop()  #: new-loop
loop.run_until_complete(coroutine)  #: run
loop.close()  #: close
