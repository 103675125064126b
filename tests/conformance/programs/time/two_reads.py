# recorded in real time
import time


def game(seconds):
    start = last = time.monotonic()
    frames = 0
    while time.monotonic() - start < seconds:
        now = time.monotonic()
        if now - last >= 0.1:
            last = now
            frames += 1
    return frames


print(game(1) >= 8)

deadline = time.time() + 0.5
while True:
    left = deadline - time.time()
    if left <= 0:
        break
print('left', round(left, 1) == 0)
