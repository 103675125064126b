words = ["banana", "Apple", "cherry", "apple", "fig"]
print(sorted(words), sorted(words, key=str.lower), sorted(words, key=len, reverse=True))
pairs = [("b", 2), ("a", 2), ("c", 1)]
print(sorted(pairs, key=lambda pair: pair[1]), sorted(pairs, key=lambda pair: (-pair[1], pair[0])))
pairs.sort(key=lambda pair: pair[1], reverse=True)
print(pairs, list(reversed(pairs)))
print(sorted({"b": 1, "a": 2}), sorted({"b": 1, "a": 2}.items(), key=lambda item: item[1]), max(words, key=len), min(pairs))
try:
    sorted([1, "a"])
except TypeError as error:
    print("TypeError:", error)
print(sorted([3, 1.5, True]), sorted("hello"), sorted([[2], [1, 5], [1]]), [1, 2].sort())
