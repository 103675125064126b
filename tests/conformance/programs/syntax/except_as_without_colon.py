# record: end
try:
    print(1)
except ValueError as error  # what now?
    print(error)
