for text in [
    '"x" * 10**18',
    "[0] * 10**18",
    "(0,) * (1 << 62)",
    "bytearray(10**18)",
    "bytes(10**18)",
    'b"ab" * (1 << 62)',
    '"x".ljust(10**18)',
    '"x".zfill(10**18)',
    '"x".center(1 << 62)',
    '"\\t".expandtabs(10**9) * 10**10',
    "1 << 10**18",
    "list(range(10**18))",
]:
    try:
        print(text, len(eval(text)))
    except (MemoryError, OverflowError) as error:
        print(text, type(error).__name__)
