"""Bytes as text and back. CPython's is native."""


class Error(ValueError):
    pass


class Incomplete(Exception):
    pass


_LETTERS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_VALUES = {letter: value for value, letter in enumerate(_LETTERS)}


def _ascii(data):
    if isinstance(data, str):
        if not data.isascii():
            raise ValueError("string argument should contain only ASCII characters")
        return data.encode("ascii")
    return bytes(data)


def b2a_base64(data, /, *, newline=True):
    data = bytes(data)
    text = bytearray()
    for at in range(0, len(data), 3):
        part = data[at:at + 3]
        number = int.from_bytes(part, "big") << 8 * (3 - len(part))
        text += bytes((_LETTERS[number >> 18], _LETTERS[number >> 12 & 63], _LETTERS[number >> 6 & 63], _LETTERS[number & 63]))
    lacking = -len(data) % 3
    if lacking:
        text[-lacking:] = b"=" * lacking
    return bytes(text + b"\n" if newline else text)


def a2b_base64(data, /, *, strict_mode=False):
    data = _ascii(data)
    if strict_mode and data[:1] == b"=":
        raise Error("Leading padding not allowed")
    found, number, count, pads = bytearray(), 0, 0, 0
    for at, letter in enumerate(data):
        if letter == 61:
            pads += 1
            if count >= 2 and count + pads >= 4:
                if strict_mode and at + 1 < len(data):
                    raise Error("Excess data after padding")
                break
            continue
        value = _VALUES.get(letter)
        if value is None:
            if strict_mode:
                raise Error("Only base64 data is allowed")
            continue
        if pads and strict_mode:
            raise Error("Discontinuous padding not allowed")
        pads = 0
        number, count = number << 6 | value, count + 1
        if count == 4:
            found += number.to_bytes(3, "big")
            number = count = 0
    else:
        if count == 1:
            letters = len(found) // 3 * 4 + 1
            raise Error(f"Invalid base64-encoded string: number of data characters ({letters}) cannot be 1 more than a multiple of 4")
        if count:
            raise Error("Incorrect padding")
    if count:
        found += (number << 6 * (4 - count)).to_bytes(3, "big")[:count - 1]
    return bytes(found)


def hexlify(data, sep=None, bytes_per_sep=1):
    data = memoryview(data).tobytes()
    return (data.hex() if sep is None else data.hex(sep, bytes_per_sep)).encode("ascii")


def unhexlify(data, /):
    data = _ascii(data)
    if len(data) % 2:
        raise Error("Odd-length string")
    if set(data) - set(b"0123456789abcdefABCDEF"):
        raise Error("Non-hexadecimal digit found")
    return bytes.fromhex(data.decode("ascii"))


b2a_hex, a2b_hex = hexlify, unhexlify

_table = []


def crc32(data, value=0, /):
    if not _table:
        for byte in range(256):
            for _ in range(8):
                byte = byte >> 1 ^ 0xEDB88320 * (byte & 1)
            _table.append(byte)
    value ^= 0xFFFFFFFF
    for byte in bytes(data):
        value = value >> 8 ^ _table[value & 255 ^ byte]
    return value ^ 0xFFFFFFFF


def crc_hqx(data, value, /):
    value &= 0xFFFF
    for byte in bytes(data):
        value ^= byte << 8
        for _ in range(8):
            value = (value << 1 ^ 0x1021 * (value >> 15)) & 0xFFFF
    return value
