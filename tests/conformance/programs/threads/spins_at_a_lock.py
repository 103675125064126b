import threading, time, random
q=[]; lock=threading.Lock()
def prod():
    for x in range(3):
        with lock: q.append(x)
        time.sleep(0.05)
def cons():
    n=0
    while n<3:
        with lock:
            if q: print("got",q.pop(0)); n+=1
p,c=threading.Thread(target=prod),threading.Thread(target=cons); c.start(); p.start(); p.join(); c.join()
