from collections import ChainMap, Counter, OrderedDict, defaultdict, namedtuple

groups = defaultdict(list)
for word in "the quick brown fox jumps over the lazy dog".split():
    groups[len(word)].append(word)
print(dict(groups), groups.get(9), 9 in groups)
print(groups)

counts = Counter("mississippi")
print(counts.most_common(2), counts["s"], counts["z"], counts.total())
counts.update("sss")
print(counts, counts - Counter("iiiii"), sorted(counts.elements())[:5])
print(Counter(a=3, b=1) + Counter(a=1, c=2), Counter(a=3, b=1) & Counter(a=1, b=5))

Point = namedtuple("Point", "x y", defaults=[0])
p = Point(3)
print(p, p.x, p[1], p._replace(y=5), p._asdict(), Point._fields, p == (3, 0))

ordered = OrderedDict(a=1, b=2, c=3)
ordered.move_to_end("a")
print(ordered, ordered.popitem(last=False), list(ordered))

scopes = ChainMap({"x": 1}, {"x": 10, "y": 20})
scopes["z"] = 3
print(scopes["x"], scopes["y"], sorted(scopes), scopes.maps[0], scopes.new_child({"x": 0})["x"])
