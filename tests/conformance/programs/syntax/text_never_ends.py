# record: end
def greet(*names):
    print('hello)
    print(names)
