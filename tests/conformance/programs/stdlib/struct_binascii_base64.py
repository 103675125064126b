# Bytes as text and as numbers.
import base64
import binascii
import struct

print(struct.pack(">IhB", 1, -2, 3), struct.unpack("<HH", b"\x01\x00\x02\x00"), struct.calcsize("!4sQ"))
print(struct.pack("<5s?df", b"abc", True, 1.5, 0.25), struct.unpack("<3sx2b", b"abc\x00\xff\x01"))
print(list(struct.iter_unpack(">H", b"\x00\x01\x00\x02")), struct.unpack_from(">H", b"\x00\x01\x00\x02", 2))
header = struct.Struct("!HHL")
buffer = bytearray(10)
header.pack_into(buffer, 2, 1, 2, 3)
print(buffer, header.size, header.format, header.unpack_from(buffer, 2))
for call in (lambda: struct.unpack(">I", b"abc"), lambda: struct.pack("zz", 1), lambda: struct.pack("HH", 1),
             lambda: struct.unpack_from(">I", b"abc"), lambda: header.pack_into(buffer, 5, 1, 2, 3), lambda: struct.pack("i", "x")):
    try:
        print(call())
    except struct.error as error:
        print("struct.error:", error)
print(base64.b64encode(b"hello, world"), base64.b64decode("aGVsbG8="), base64.urlsafe_b64encode(b"\xff\xfe\xfd"), base64.urlsafe_b64decode(b"__79"))
print(base64.b32encode(b"hello"), base64.b32decode("NBSWY3DP"), base64.b16encode(b"hi"), base64.b16decode("6869"))
print(base64.b85encode(b"hello there"), base64.b85decode(base64.b85encode(b"x")), base64.a85encode(b"hello"), base64.encodebytes(b"a" * 60))
for text in ("aGVsbG8", "a", "aGVs bG8="):
    try:
        print(base64.b64decode(text))
    except binascii.Error as error:
        print("binascii.Error:", error)
try:
    base64.b64decode("aGVs!bG8=", validate=True)
except binascii.Error as error:
    print("binascii.Error:", error)
print(binascii.hexlify(b"\x00\xff"), binascii.unhexlify("00ff"), binascii.crc32(b"hello"), binascii.hexlify(b"abcd", "-", 2))
for text in ("zz",):
    try:
        binascii.unhexlify(text)
    except binascii.Error as error:
        print("binascii.Error:", error)
