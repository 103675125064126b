def countdown(number):
    if number:
        yield from countdown(number - 1)
    yield number


print(len(list(countdown(200))))
try:
    list(countdown(10_000))
except RecursionError as error:
    print(type(error).__name__)
