print(7 // 2, -7 // 2, 7 % 3, -7 % 3, 7 % -3, divmod(-7, 2), 2**10, 2**-1, 2**100)
print(0.1 + 0.2, 1e308 * 10, 5 / 2, 4 / 2, 1_000_000, 0xFF, 0b101, 0o17, int("ff", 16), int("-12"))
print(round(0.5), round(1.5), round(2.675, 2), round(-3.7), int(3.9), int(-3.9), float("1e3"), float("inf"))
print(10 / 3, 1e16, 1e15, 123456.789e3, 1.0, 1e-4, 1e-5, 3.0e8, float(10**17))
print((3 + 4j) * 1j, abs(3 + 4j), (2j).conjugate(), complex(1, -2))
print(bin(10), hex(255), oct(8), (255).bit_length(), (10).bit_count(), 5 & 3, 5 | 3, 5 ^ 3, ~5, 1 << 4, -16 >> 2)
print(True + True, bool(0.0), bool("0"), isinstance(True, int), sum([True, False, True]))
print(1 == 1.0, hash(1) == hash(1.0), 1 < 2 < 3, 3 > 2 == 2, max(1, 2.5), min("b", "a"), abs(-3))
print((0.5).as_integer_ratio(), (3.0).is_integer(), (255).to_bytes(2, "big"), int.from_bytes(b"\x01\x00", "big"))
for wrong in (lambda: 1 / 0, lambda: 1 % 0, lambda: int("x"), lambda: float("y")):
    try:
        wrong()
    except (ZeroDivisionError, ValueError) as error:
        print(type(error).__name__)
