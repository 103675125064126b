import threading, time
t=threading.Thread(target=time.sleep,args=(0.3,)); t.start()
while t.is_alive(): t.join(0)
print("join0")
