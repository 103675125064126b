# A width that no memory holds.
for expression in ("'%10000000000000d' % 1", "b'%-10000000000000d' % 1", "'%(a)010000000000000d' % {'a': 1}", "'%.99999999999f' % 1.5",
                   "'%5d|' % 1", "'%%10000000000000d' % ()", "b'%s' % b'x'", "bytearray(b'%3d') % 1", "1 % 'a'"):
    try:
        print(expression, eval(expression))
    except (MemoryError, TypeError, ValueError) as error:
        print(expression, type(error).__name__)
