import threading, time
class Loader:
    def __init__(self, n):
        time.sleep(0.1*n); self.n=n; print("loaded", n)
t0=time.time()
ts=[threading.Thread(target=Loader,args=(n,)) for n in (2,1)]
for t in ts: t.start()
print("started")
for t in ts: t.join()
def f(n):
    l=Loader(n); print("f",l.n)
ts=[threading.Thread(target=f,args=(n,)) for n in (2,1)]
for t in ts: t.start()
print("started")
for t in ts: t.join()
print(round(time.time()-t0,1))
