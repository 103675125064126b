import atexit

def bye(name):
    print("bye", name)

def hello():
    print("hello")

atexit.register(bye, "a")
atexit.register(hello)
atexit.register(bye, "b")
atexit.unregister(bye)
print("end")
