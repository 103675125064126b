import threading, time
ev=threading.Event()
t=threading.Thread(target=lambda: [time.sleep(0.05) for _ in iter(ev.is_set, True)]); t.start(); time.sleep(0.2); ev.set(); t.join(); print("ok")
