import threading, time
done = []
def w():
    time.sleep(0.2); done.append(1)
threading.Thread(target=w).start()
end = time.time() + 1
while not done and time.time() < end:
    pass
print(done)
