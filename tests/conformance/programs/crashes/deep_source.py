deepest = {
    "brackets": "x = " + "(" * 90 + "1" + ")" * 90,
    "too many brackets": "x = " + "(" * 10_000 + "1" + ")" * 10_000,
    "lists": "x = " + "[" * 5_000 + "]" * 5_000,
    "a sum": "x = " + "1 + " * 500 + "1",
    "not": "x = " + "not " * 500 + "1",
    "elif": "if 0: pass\n" + "elif 0: pass\n" * 500,
    "never closed": "(" * 10_000,
}
for name, text in deepest.items():
    try:
        compile(text, "deep.py", "exec")
        print(name, "compiled")
    except (SyntaxError, RecursionError, MemoryError) as error:
        print(name, type(error).__name__)
