# record: end
# What the compiler warns of depends on the version.
x = 5
if x is 5:
    print("\d")
assert (x, "never")


def late():
    try:
        return 1
    finally:
        return 2


for _ in range(2):
    try:
        pass
    finally:
        break
print(late())
