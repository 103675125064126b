import threading, time
def work(n): time.sleep(0.1*n); print("w",n)
t0=time.time()
ts=[threading.Thread(target=lambda n=n: work(n)) for n in (3,1,2)]
for t in ts: t.start()
print("started all", time.time()-t0<0.1)
for t in ts: t.join()
print(round(time.time()-t0,1))
