import asyncio
import random

for text in [
    '"x" * 10**100',
    "[0] * 10**100",
    "bytes(10**100)",
    '"x".ljust(10**100)',
    "range(1 << 62)[1 << 61]",
    "len(range(1 << 64))",
    "[1, 2, 3][10**100:]",
    "[1, 2, 3][10**100]",
    '"abc"[: 10**100]',
    "2.0 ** 10**100",
    "float(10**400)",
    "int('9' * 5000)",
    "len(str(10**4299))",
    "str(10**5000)",
    "10**100 >> 10**100",
    "pow(2, 10**100, 7)",
    "round(1.5, 10**10)",
    "chr(0x110000)",
    "asyncio.Queue(10**100).maxsize > 5",
    "random.randbytes(10**13)",
    "random.getrandbits(10**13)",
    "random.getrandbits(-1)",
]:
    try:
        print(text, eval(text))
    except Exception as error:
        print(text, type(error).__name__)
