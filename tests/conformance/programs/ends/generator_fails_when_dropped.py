# record: end
def lines():
    try:
        yield "first"
    finally:
        raise ValueError("in finally")

reader = lines()
print(next(reader))
del reader
print("end")
