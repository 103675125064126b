# record: end
x = = 1

try:
    print(x)
except* ValueError:
    pass

try:
    print(x)
except ValueError:
    pass
