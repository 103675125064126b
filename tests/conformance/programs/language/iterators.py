class Countdown:
    def __init__(self, start):
        self.start = start

    def __iter__(self):
        return CountdownIterator(self.start)


class CountdownIterator:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n == 0:
            raise StopIteration
        self.n -= 1
        return self.n + 1


count = Countdown(3)
print(list(count), list(count), 2 in count, max(count), sum(count), *count)
for a, b in zip(count, count):
    print(a, b)
iterator = iter(count)
print(next(iterator), list(iterator), next(iterator, "done"))


class Old:
    def __getitem__(self, index):
        if index > 2:
            raise IndexError
        return index * 10


print(list(Old()), 20 in Old())
lines = iter(["a", "b", "end", "c"])
print(list(iter(lambda: next(lines), "end")), list(lines))
print(list(range(5, 0, -2)), len(range(0, 10, 3)), 6 in range(0, 10, 3), range(3) == range(0, 3, 1), list(reversed(range(3))))
