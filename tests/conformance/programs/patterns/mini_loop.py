import heapq
import itertools
from collections import deque
from types import coroutine


@coroutine
def sleep(seconds):
    yield seconds


class Loop:
    def __init__(self):
        self.now, self.ready, self.timers, self.order = 0, deque(), [], itertools.count()

    def spawn(self, coro):
        self.ready.append(coro)

    def run(self):
        while self.ready or self.timers:
            if not self.ready:
                self.now, _, coro = heapq.heappop(self.timers)
                self.ready.append(coro)
            coro = self.ready.popleft()
            try:
                pause = coro.send(None)
            except StopIteration:
                continue
            if pause:
                heapq.heappush(self.timers, (self.now + pause, next(self.order), coro))
            else:
                self.ready.append(coro)


async def hello(loop, name, pause):
    for n in range(3):
        print(f"{loop.now:2} {name} {n}")
        await sleep(pause)


loop = Loop()
loop.spawn(hello(loop, "fast", 2))
loop.spawn(hello(loop, "slow", 5))
loop.spawn(hello(loop, "yielding", 0))
loop.run()
