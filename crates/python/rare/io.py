"""Streams in memory. Python's own module brings in files, which a browser page has none of."""

import abc

import _loopscope_sources
from _io import (DEFAULT_BUFFER_SIZE, BlockingIOError, BufferedRandom, BufferedReader, BufferedRWPair, BufferedWriter, BytesIO,
                 IncrementalNewlineDecoder, StringIO, TextIOWrapper, UnsupportedOperation, _BufferedIOBase, _IOBase,
                 _RawIOBase, _TextIOBase, text_encoding)

__all__ = ["BlockingIOError", "open", "open_code", "IOBase", "RawIOBase", "FileIO", "BytesIO", "StringIO", "BufferedIOBase",
           "BufferedReader", "BufferedWriter", "BufferedRWPair", "BufferedRandom", "TextIOBase", "TextIOWrapper",
           "UnsupportedOperation", "SEEK_SET", "SEEK_CUR", "SEEK_END", "text_encoding", "DEFAULT_BUFFER_SIZE",
           "IncrementalNewlineDecoder"]

SEEK_SET, SEEK_CUR, SEEK_END = range(3)
# Programs know it by this module.
UnsupportedOperation.__module__ = "io"


class IOBase(_IOBase, metaclass=abc.ABCMeta):
    """Every stream."""


class RawIOBase(_RawIOBase, IOBase):
    """Streams of bytes that keep nothing back."""


class BufferedIOBase(_BufferedIOBase, IOBase):
    """Streams of bytes."""


class TextIOBase(_TextIOBase, IOBase):
    """Streams of text."""


for _class in (BytesIO, BufferedReader, BufferedWriter, BufferedRandom, BufferedRWPair):
    BufferedIOBase.register(_class)
for _class in (StringIO, TextIOWrapper):
    TextIOBase.register(_class)
del _class


def open(file, mode="r", buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None):
    """There are no files but the program's own, which can be read: no other is found, and none can be made."""
    if isinstance(mode, str) and not set(mode) & set("wax+"):
        name = file.__fspath__() if hasattr(file, "__fspath__") else file
        text = _loopscope_sources.program(name) if isinstance(name, str) else None
        if text is None:
            raise FileNotFoundError(2, "No such file or directory", name)
        opened = BytesIO(text.encode())
        return opened if "b" in mode else TextIOWrapper(opened, encoding or "utf-8", errors, newline)
    raise UnsupportedOperation("open: a browser page has no files; io.StringIO and io.BytesIO hold text and bytes in memory")


open_code = open


class FileIO(RawIOBase):
    """There are no files."""

    def __init__(self, *args, **kwargs):
        open(*args)
