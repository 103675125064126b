"""What other modules want of `os` when they are loaded. A page has no files, processes or environment."""

name = "posix"
sep = "/"
linesep = "\n"
environ = {}


class PathLike:
    pass


def fspath(path):
    if isinstance(path, (str, bytes)):
        return path
    return type(path).__fspath__(path)


def urandom(size):
    from random import Random

    return Random().randbytes(size)


def __getattr__(name):
    raise AttributeError(f"module 'os' has no attribute {name!r}: a browser page has no files, processes or environment")
