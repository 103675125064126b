letters = list("abcdefgh")
print(letters[2:5], letters[:3], letters[-3:], letters[::2], letters[::-1], letters[5:2:-1], letters[10:], letters[-100:2])
letters[1:3] = ["X"]
print(letters)
del letters[::2]
print(letters)
letters[len(letters):] = "yz"
letters[0:0] = ["start"]
print(letters, "abcdef"[1:-1], (1, 2, 3)[1:], range(10)[2:8:3], b"abc"[1:])
first, *rest = [1, 2, 3]
*init, last = "xyz"
(a, b), [c, *d] = (1, 2), (3, 4, 5)
print(first, rest, init, last, a, b, c, d)
numbers = [3, 1, 2]
numbers.insert(1, 9)
numbers.extend([7, 7])
print(numbers, numbers.pop(), numbers.pop(0), numbers.index(9), numbers.count(7), numbers * 2, [0] * 3)
print([1, 2] < [1, 3], [1] + [2], [[]] * 2, slice(1, 5, 2), slice(None, 3).indices(10))
try:
    [1][5]
except IndexError as error:
    print("IndexError:", error)
