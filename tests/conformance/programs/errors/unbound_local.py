# record: end
count = 0

def add():
    print(count)
    count += 1

try:
    add()
except UnboundLocalError as error:
    print(error)

def late():
    del count
    count = 1

late()
