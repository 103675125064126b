"""Sums. CPython's own module chooses among native ones of several kinds, of which there is one here."""

from _loopscope_hashes import pbkdf2, sum

_SIZES = {"md5": (16, 64), "sha1": (20, 64), "sha224": (28, 64), "sha256": (32, 64), "sha384": (48, 128), "sha512": (64, 128),
          "sha3_224": (28, 144), "sha3_256": (32, 136), "sha3_384": (48, 104), "sha3_512": (64, 72), "shake_128": (0, 168),
          "shake_256": (0, 136), "blake2b": (64, 128), "blake2s": (32, 64)}

algorithms_guaranteed = set(_SIZES)
algorithms_available = set(_SIZES)

__all__ = (*_SIZES, "new", "algorithms_guaranteed", "algorithms_available", "file_digest", "pbkdf2_hmac")


class HASH:
    """A sum of what was given so far."""

    __module__ = "_hashlib"

    def __init__(self, name, data, size):
        self.name, self.digest_size, self.block_size = name, size, _SIZES[name][1]
        self._data = bytearray()
        self.update(data)

    def __repr__(self):
        return f"<{self.name} {type(self).__module__}.{type(self).__name__} object @ {id(self):#x}>"

    def update(self, data, /):
        if isinstance(data, str):
            raise TypeError("Strings must be encoded before hashing")
        try:
            self._data += memoryview(data).cast("B")
        except TypeError:
            raise TypeError("object supporting the buffer API required") from None

    def digest(self):
        return _sum(self.name, self._data, self.digest_size)

    def hexdigest(self):
        return self.digest().hex()

    def copy(self):
        return type(self)(self.name, self._data, self.digest_size)


class HASHXOF(HASH):
    """A sum that is as long as one wants."""

    __module__ = "_hashlib"

    def digest(self, length, /):
        return _sum(self.name, self._data, length)

    def hexdigest(self, length, /):
        return self.digest(length).hex()


def _sum(name, data, size):
    found = sum(name, data, size)
    if found is None:
        raise RuntimeError("what makes sums could not be fetched: connect to the network and run the program again")
    return found


def _constructor(name):
    kind = HASHXOF if name.startswith("shake") else HASH

    def make(data=b"", *, usedforsecurity=True, string=b""):
        return kind(name, data or string, _SIZES[name][0])

    make.__name__ = make.__qualname__ = f"openssl_{name}"
    make.__module__ = "_hashlib"
    return make


def _blake(name):
    most = _SIZES[name][0]

    def make(data=b"", /, *, digest_size=most, key=b"", salt=b"", person=b"", usedforsecurity=True, **tree):
        if not 1 <= digest_size <= most:
            raise ValueError(f"digest_size for {name} must be between 1 and {most} bytes, here it is {digest_size}")
        if key or salt or person or tree:
            raise NotImplementedError(f"{name} takes data and digest_size here; hmac makes sums with a key")
        return HASH(name, data, digest_size)

    make.__name__ = make.__qualname__ = name
    make.__module__ = "_blake2"
    return make


_known = {name: (_blake if name.startswith("blake") else _constructor)(name) for name in _SIZES}
globals().update(_known)


def new(name, data=b"", *, usedforsecurity=True, **kwargs):
    """A sum by its algorithm's name."""
    if not isinstance(name, str):
        raise TypeError(f"new() argument 'name' must be str, not {type(name).__name__}")
    found = _known.get(name) or _known.get(name.lower().replace("-", "_").replace("sha_", "sha"))
    if found is None:
        raise ValueError(f"unsupported hash type {name}")
    return found(data, **kwargs)


def pbkdf2_hmac(hash_name, password, salt, iterations, dklen=None):
    """A key made of a password."""
    if hash_name not in _SIZES:
        raise ValueError(f"unsupported hash type {hash_name}")
    if iterations < 1:
        raise ValueError("iteration value must be greater than 0.")
    if dklen is not None and dklen < 1:
        raise ValueError("key length must be greater than 0.")
    found = pbkdf2(hash_name, password, salt, iterations, _SIZES[hash_name][0] if dklen is None else dklen)
    if found is None:
        raise NotImplementedError(f"pbkdf2_hmac takes md5, sha1 and sha2 here, not {hash_name}")
    return found


def file_digest(fileobj, digest, /, *, _bufsize=2**18):
    """The sum of what a stream has."""
    found = new(digest) if isinstance(digest, str) else digest()
    while data := fileobj.read(_bufsize):
        found.update(data)
    return found
