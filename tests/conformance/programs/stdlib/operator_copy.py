import copy
import operator

people = [{"name": "Bob", "age": 41}, {"name": "Ada", "age": 36}]
print(sorted(people, key=operator.itemgetter("age")), list(map(operator.itemgetter("name", "age"), people)))
print(operator.add(1, 2), operator.methodcaller("upper")("abc"), operator.attrgetter("real")(3))
shallow, deep = copy.copy(people), copy.deepcopy(people)
people[0]["age"] = 42
print(shallow[0]["age"], deep[0]["age"], shallow is people)
loop = [1]
loop.append(loop)
twin = copy.deepcopy(loop)
print(twin[1] is twin, loop)
