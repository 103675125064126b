import threading, time, queue
q=queue.Queue()
def prod():
    for i in range(3): time.sleep(0.2); q.put(i)
    q.put(None)
threading.Thread(target=prod).start()
got=[]
while True:
    try: x=q.get(timeout=0)
    except (queue.Empty, ValueError): continue
    if x is None: break
    got.append(x)
print(got)
threading.Thread(target=prod).start()
while True:
    try: x=q.get(block=True, timeout=0.08)
    except queue.Empty: print(".",end=""); continue
    if x is None: break
print("end")
