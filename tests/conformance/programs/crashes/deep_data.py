import copy
import json

nested = []
for _ in range(100_000):
    nested = [nested]
for what in [json.dumps, copy.deepcopy]:
    try:
        what(nested)
    except RecursionError as error:
        print(type(error).__name__)
try:
    json.loads("[" * 100_000 + "]" * 100_000)
except RecursionError as error:
    print(type(error).__name__)
around = []
around.append(around)
print(around, copy.deepcopy(around))
try:
    json.dumps(around)
except ValueError as error:
    print(error)
