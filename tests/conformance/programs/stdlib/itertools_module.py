import itertools
import operator

print(list(itertools.chain("ab", [1, 2])), list(itertools.chain.from_iterable(["ab", "c"])))
print(list(itertools.islice(itertools.count(10, 5), 4)), list(itertools.islice(itertools.cycle("xyz"), 2, 8, 2)))
print(list(itertools.accumulate([1, 2, 3, 4])), list(itertools.accumulate([1, 2, 3, 4], operator.mul, initial=10)))
print(list(itertools.combinations("abc", 2)), list(itertools.permutations([1, 2, 3], 2)))
print(list(itertools.product("ab", repeat=2)), list(itertools.combinations_with_replacement("ab", 2)))
print([(key, list(group)) for key, group in itertools.groupby("aaabbc")])
print(list(itertools.takewhile(lambda x: x < 3, [1, 2, 3, 1])), list(itertools.dropwhile(lambda x: x < 3, [1, 2, 3, 1])))
print(list(itertools.zip_longest("abc", "x", fillvalue="-")), list(itertools.starmap(pow, [(2, 3), (3, 2)])))
print(list(itertools.compress("abcd", [1, 0, 1, 0])), list(itertools.filterfalse(str.isdigit, "a1b2")))
first, second = itertools.tee(iter([1, 2, 3]))
print(next(first), list(second), list(first))
print(list(itertools.pairwise("abcd")), list(itertools.repeat("z", 3)))
