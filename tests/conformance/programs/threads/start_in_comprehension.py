import threading, time
def w(n): time.sleep(0.1*n); print("w",n)
def boss():
    ts=[threading.Thread(target=w,args=(n,)) for n in (2,1)]
    [t.start() for t in ts]
    [t.join() for t in ts]
    print("boss")
b=threading.Thread(target=boss); b.start(); print("started"); b.join()
