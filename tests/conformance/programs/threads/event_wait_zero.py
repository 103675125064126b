import threading, time
e=threading.Event(); threading.Timer(0.2,e.set).start()
while not e.wait(0): pass
print("ev wait 0")
