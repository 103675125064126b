"""Values as bytes and back, above what the interpreter does for memory views."""

import _loopscope_struct

error = _loopscope_struct.error()
error.__module__ = "struct"


def _format(format):
    if isinstance(format, str):
        return format.encode("ascii")
    if isinstance(format, (bytes, bytearray)):
        return bytes(format)
    raise TypeError(f"Struct() argument 1 must be a str or bytes object, not {type(format).__name__}")


def _place(what, size, offset, buffer):
    length = len(memoryview(buffer).cast("B"))
    if offset < 0:
        if what == "pack_into" and offset + size > 0:
            raise error(f"no space to pack {size} bytes at offset {offset}")
        if what == "unpack_from" and offset + size > 0:
            raise error(f"not enough data to unpack {size} bytes")
        if offset + length < 0:
            raise error(f"offset {offset} out of range for {length}-byte buffer")
        offset += length
    if length - offset < size:
        verb = "packing" if what == "pack_into" else "unpacking"
        raise error(f"{what} requires a buffer of at least {size + offset} bytes for {verb} {size} bytes at offset {offset} "
                    f"(actual buffer size is {length})")
    return offset


class Struct:
    """A format that is read once."""

    __module__ = "_struct"

    def __init__(self, format):
        self._bytes = _format(format)
        self.size = _loopscope_struct.size(self._bytes)
        self.format = self._bytes.decode("ascii")

    def __repr__(self):
        return f"{type(self).__name__}({self.format!r})"

    def pack(self, *values):
        return _loopscope_struct.pack(self._bytes, values)

    def pack_into(self, buffer, offset, *values):
        offset = _place("pack_into", self.size, offset, buffer)
        memoryview(buffer).cast("B")[offset:offset + self.size] = self.pack(*values)

    def unpack(self, buffer):
        return _loopscope_struct.unpack(self._bytes, buffer)

    def unpack_from(self, buffer, offset=0):
        offset = _place("unpack_from", self.size, offset, buffer)
        return self.unpack(memoryview(buffer).cast("B")[offset:offset + self.size])

    def iter_unpack(self, buffer):
        if not self.size:
            raise error("cannot iteratively unpack with a struct of length 0")
        view = memoryview(buffer).cast("B")
        if len(view) % self.size:
            raise error(f"iterative unpacking requires a buffer of a multiple of {self.size} bytes")
        return (self.unpack(view[at:at + self.size]) for at in range(0, len(view), self.size))


_known = {}


def _struct(format):
    found = _known.get(format)
    if found is None:
        if len(_known) >= 100:
            _known.clear()
        found = _known[format] = Struct(format)
    return found


def _clearcache():
    _known.clear()


def calcsize(format):
    return _struct(format).size


def pack(format, /, *values):
    return _struct(format).pack(*values)


def pack_into(format, buffer, offset, /, *values):
    _struct(format).pack_into(buffer, offset, *values)


def unpack(format, buffer, /):
    return _struct(format).unpack(buffer)


def unpack_from(format, /, buffer, offset=0):
    return _struct(format).unpack_from(buffer, offset)


def iter_unpack(format, buffer, /):
    return _struct(format).iter_unpack(buffer)
