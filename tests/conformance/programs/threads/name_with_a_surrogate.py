import threading

thread = threading.Thread(target=print, args=("runs",), name="a\ud800")
thread.start()
thread.join()
print(ascii(thread.name))
