import atexit

def late():
    print("never")

@atexit.register
def last():
    atexit.register(late)
    print("last")

print("end")
