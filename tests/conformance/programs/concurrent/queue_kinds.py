import queue

stack = queue.LifoQueue()
ordered = queue.PriorityQueue()
simple = queue.SimpleQueue()
for n in (2, 3, 1):
    stack.put(n)
    ordered.put(n)
    simple.put(n)
print([stack.get() for _ in range(3)])
print([ordered.get() for _ in range(3)])
print([simple.get() for _ in range(3)], simple.empty())
try:
    stack.get_nowait()
except queue.Empty as error:
    print(type(error).__name__, error.args)
try:
    queue.Queue().task_done()
except ValueError as error:
    print(error)
