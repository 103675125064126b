import gc

print(gc.collect() >= 0, gc.isenabled())
try:
    gc.collect(3)
except ValueError as error:
    print(error)
