import threading, time
def w():
    for i in range(3):
        t0=time.perf_counter()
        while time.perf_counter()-t0<0.1: pass
        print("spin",i)
t=threading.Thread(target=w); t.start()
time.sleep(0.15); print("main 1"); time.sleep(0.1); print("main 2"); t.join()
