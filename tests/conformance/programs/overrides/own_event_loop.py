"""A whole event loop of one's own, in sixty lines: asyncio's futures and tasks need no more."""
import asyncio
import collections
import heapq


class TinyLoop(asyncio.AbstractEventLoop):
    def __init__(self):
        self.now = 0.0
        self.ready = collections.deque()
        self.timers = []
        self.count = 0

    def get_debug(self):
        return False

    def time(self):
        return self.now

    def call_soon(self, callback, *args, context=None):
        handle = asyncio.Handle(callback, args, self, context)
        self.ready.append(handle)
        return handle

    def call_at(self, when, callback, *args, context=None):
        handle = asyncio.TimerHandle(when, callback, args, self, context)
        heapq.heappush(self.timers, handle)
        return handle

    def call_later(self, delay, callback, *args, context=None):
        return self.call_at(self.now + delay, callback, *args, context=context)

    def _timer_handle_cancelled(self, handle):
        self.count += 1

    def create_future(self):
        return asyncio.Future(loop=self)

    def create_task(self, coro, *, name=None, context=None):
        return asyncio.Task(coro, loop=self, name=name, context=context)

    def call_exception_handler(self, context):
        print("error:", context["message"].split(" at ")[0])

    def run(self, coro):
        task = self.create_task(coro)
        asyncio._set_running_loop(self)
        try:
            while not task.done():
                if not self.ready:
                    handle = heapq.heappop(self.timers)
                    self.now = max(self.now, handle.when())
                    self.ready.append(handle)
                for _ in range(len(self.ready)):
                    handle = self.ready.popleft()
                    if not handle.cancelled():
                        handle._run()
        finally:
            asyncio._set_running_loop(None)
        return task.result()


async def worker(name, seconds):
    for step in range(2):
        await asyncio.sleep(seconds)
        print(f"{asyncio.get_running_loop().time():.1f} {name} {step} {asyncio.current_task().get_name()}")
    return name


async def main():
    print(await asyncio.gather(worker("a", 1), worker("b", 0.7)))
    try:
        await asyncio.wait_for(asyncio.Event().wait(), 3)
    except TimeoutError:
        print("timeout")
    async with asyncio.TaskGroup() as group:
        group.create_task(worker("c", 0.1))
    return len(asyncio.all_tasks())


loop = TinyLoop()
print(loop.run(main()), loop.now, loop.count)
