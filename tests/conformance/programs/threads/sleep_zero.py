import threading, time
run=True
def worker():
    n=0
    while run:
        n+=1
        time.sleep(0)
    print("w ends", n>0)
t=threading.Thread(target=worker); t.start()
time.sleep(0.2); run=False; t.join(); print("ok")
