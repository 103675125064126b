# What is compiled by the program itself is looked at as the program is.
for text in ('"你好', "print('你好", '(1,\n"好', '1 + 1', 'f"你', '"""好'):
    try:
        print(eval(text))
    except SyntaxError as error:
        print(type(error).__name__, error.msg, error.lineno)
    try:
        exec(compile(text, 'a file', 'exec'))
    except SyntaxError as error:
        print(error.filename, error.lineno)


def inner():
    value = 3
    exec('print(value + 1)')
    return eval('value * 2')


print(inner(), eval('a + 1', {'a': 1}), eval('b', {}, {'b': 7}))
