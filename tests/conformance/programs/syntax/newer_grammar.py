# Grammar of later Pythons is refused as those before it refuse it.
import traceback

TEXTS = [
    'x = f"{"a"}"',
    "d = {'k': 1}\nprint(f'{d['k']}')",
    'print(f"{chr(10) + \'\\n\'}")',
    'print(f"{1 # c\n}")',
    'print(f"{\n1\n}")',
    'print(f"{f"{f"{1}"}"}")',
    'print(f"{"\\n".join(["a", "b"])}")',
    "print(f'{'a'}')",
    'print(f"""{"""a"""}""")',
    'type X = int\nprint(X)',
    'type X[T] = list[T]',
    'def f[T](x: T) -> T:\n    return x\nprint(f(1))',
    'class C[T]:\n    pass\nprint(C)',
    'async def f[T](x): pass',
    'try:\n    1/0\nexcept ZeroDivisionError, ValueError:\n    print("ok")',
    'try:\n    1/0\nexcept ZeroDivisionError, ValueError as e:\n    print("ok")',
    'try:\n    pass\nexcept* ValueError, TypeError:\n    pass',
    'x = 1\nprint(t"{x}")',
    't = t"hello"\nprint(t)',
    "print(t'{1}')",
    'class C[T = int]: pass\nprint("ok")',
    'def f[T = int](x): pass',
    'lazy import json\nprint("ok")',
    'lazy from json import dumps\nprint("ok")',
    'match 1:\n    case 1: print("one")',
    'try:\n    pass\nexcept* ValueError:\n    pass\nprint("ok")',
    'with (open("a") as f, open("b") as g):\n    pass',
    'lazy = 1\nprint(lazy)',
    'match = 1\ncase = 2\ntype = 3\nprint(match, case, type)',
    'async = 1',
]

for text in TEXTS:
    try:
        compile(text + "\n", "text.py", "exec")
    except SyntaxError as error:
        print("".join(traceback.format_exception_only(error)), end="")
    else:
        print("compiles:", text.splitlines()[0])
