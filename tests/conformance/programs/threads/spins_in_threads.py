import threading, time
running=True
n=0
def worker():
    global n
    while running:
        n+=1
    print('worker ends')
t=threading.Thread(target=worker); t.start()
time.sleep(0.2)
print('main sets')
running=False
t.join()
print(n>1000)
# spin on event
ready=False
def waiter():
    while not ready: pass
    print('waiter saw it')
t=threading.Thread(target=waiter); t.start()
print('started')
ready=True
t.join()
# two threads
turn=0
def ping(me):
    global turn
    for i in range(3):
        while turn!=me: pass
        print(me,i)
        turn=1-me
ts=[threading.Thread(target=ping,args=(k,)) for k in (0,1)]
for t in ts: t.start()
for t in ts: t.join()
import asyncio
stop=threading.Event()
def spin():
    c=0
    while not stop.is_set():
        c+=1
    return 'spun'
async def main():
    f=asyncio.create_task(asyncio.to_thread(spin))
    for i in range(3):
        await asyncio.sleep(0.05); print('tick',i)
    stop.set()
    print(await f)
asyncio.run(main())
