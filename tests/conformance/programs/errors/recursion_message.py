# record: end
def down(level):
    return down(level + 1)

try:
    down(0)
except RecursionError as error:
    print(repr(str(error)), repr(error))

down(0)
