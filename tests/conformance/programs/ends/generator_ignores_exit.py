# record: end
def stubborn():
    while True:
        try:
            yield 1
        except GeneratorExit:
            print("not yet")
            yield 2
            return

numbers = stubborn()
print(next(numbers))
del numbers
print("end")
