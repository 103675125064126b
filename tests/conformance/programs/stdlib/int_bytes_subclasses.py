# from_bytes and its like of subclasses.
import enum


class Number(int):
    def __repr__(self):
        return f"Number({int(self)})"


class Made(int):
    def __new__(cls, value):
        print("made of", repr(value), type(value).__name__)
        return super().__new__(cls, value + 1)


class Colour(enum.IntEnum):
    RED = 1
    BLUE = 2


class Flags(enum.IntFlag):
    A = 1
    B = 2


print(Number.from_bytes(b"\x01\x00", "big"), type(Number.from_bytes(b"\x01")).__name__)
print(int(Made.from_bytes(b"\x05", "big")))
print(repr(Colour.from_bytes(b"\x02", "big")), repr(Flags.from_bytes(b"\x03", "little")))
print(bool.from_bytes(b"\x00\x05", "big"), int.from_bytes(b"\xff", signed=True), int.from_bytes([1, 2], "little"))
try:
    Colour.from_bytes(b"\x07", "big")
except ValueError as error:
    print("ValueError:", error)
for call in (lambda: int.from_bytes(b"1", "middle"), lambda: (300).to_bytes(1, "big"),
             lambda: (-1).to_bytes(1, "big")):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, error)
print(Number(258).to_bytes(2, "big"), Colour.RED.to_bytes(1, "big"))


class Real(float):
    pass


print(type(Real.fromhex("0x1p3")).__name__, Real.fromhex("0x1p3"), type(bytes.fromhex("00")), type(type("B", (bytes,), {}).fromhex("00")).__name__)
