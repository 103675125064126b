import threading
import time

barrier = threading.Barrier(3)


def arrive(n):
    time.sleep(0.1 * n)
    print("arrives", n)
    place = barrier.wait()
    return place


threads = [threading.Thread(target=arrive, args=(n,)) for n in (1, 2)]
for thread in threads:
    thread.start()
print("waits", barrier.parties)
barrier.wait()
for thread in threads:
    thread.join()
print("all met", barrier.n_waiting)
late = threading.Barrier(2, timeout=0.1)
try:
    late.wait()
except threading.BrokenBarrierError:
    print("broken", late.broken)
