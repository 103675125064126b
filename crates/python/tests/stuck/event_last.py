import asyncio
async def waiter(ev): await ev.wait()
async def noise(ev): raise ValueError("unrelated, also knows ev")
async def late(ev):
    await asyncio.sleep(1)
    raise KeyError("the one who should have set it")
    ev.set()
async def main():
    ev = asyncio.Event()
    t = asyncio.create_task(noise(ev), name="noise")
    u = asyncio.create_task(late(ev), name="late")
    await waiter(ev)
asyncio.run(main())
#: Task-1 (main) waits on line 2 for Event.wait: nobody is left who could do it; late failed on line 6 (KeyError: 'the one who should have set it')
#: 1 stuck: nobody is left to do it; task 3; line 6 @2
