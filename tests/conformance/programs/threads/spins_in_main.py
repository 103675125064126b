import asyncio,time,threading,concurrent.futures as cf
t=threading.Thread(target=time.sleep,args=(0.1,)); t.start()
while t.is_alive(): pass
print('a')
ex=cf.ThreadPoolExecutor()
f=ex.submit(time.sleep,0.1)
while not f.done(): pass
print('b')
f=ex.submit(time.sleep,0.1)
while f.running(): pass
print('c')
flag=[]
threading.Thread(target=lambda:(time.sleep(0.1),flag.append(1))).start()
while not flag: pass
print('d')
e=threading.Event()
threading.Timer(0.1,e.set).start()
while not e.is_set(): pass
print('e')
import queue
q=queue.Queue()
threading.Timer(0.1,q.put,(1,)).start()
while q.empty(): pass
print('f')
async def main():
    t=asyncio.create_task(asyncio.to_thread(time.sleep,0.1))
    while not t.done(): await asyncio.sleep(0)
    print('g')
    loop=asyncio.get_running_loop()
    f=ex.submit(time.sleep,0.1)
    while not f.done(): await asyncio.sleep(0)
    print('h')
asyncio.run(main())
