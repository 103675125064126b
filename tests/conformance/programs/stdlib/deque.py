from collections import deque

line = deque([1, 2, 3], maxlen=4)
line.append(4)
line.append(5)
print(line, line.maxlen)
line.appendleft(0)
print(line, line[0], line[-1], len(line))
line.rotate(1)
print(line)
line.rotate(-2)
print(list(line), line.pop(), line.popleft())
line.extend([7, 8])
line.extendleft([9])
print(line, 8 in line, line.count(7), line.index(7))
line.remove(7)
line.reverse()
print(line, line == deque(line), deque() or "empty")
line.clear()
try:
    line.pop()
except IndexError as error:
    print("IndexError:", error)
print([n for n in deque(range(10), maxlen=3)])
