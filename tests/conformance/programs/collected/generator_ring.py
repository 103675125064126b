import gc

def numbers(box):
    try:
        yield 1
    finally:
        print("finally")

box = []
box.append(numbers(box))
print(next(box[0]))
del box
gc.collect()
print("after")
