import asyncio, threading,time
stop=False
def spin():
    c=0
    while not stop:
        c+=1
    return 'spun'
async def main():
    global stop
    f=asyncio.create_task(asyncio.to_thread(spin))
    for i in range(3):
        await asyncio.sleep(0.05); print('tick',i)
    stop=True
    print(await f)
asyncio.run(main())
