def numbers():
    try:
        yield 1
        yield 2
    finally:
        print("finally")

it = numbers()
print(next(it))
print("end")
