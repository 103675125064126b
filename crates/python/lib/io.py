"""Streams in memory. Python's own module brings in files, which a browser page has none of."""

import abc

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


def open(file, mode="r", *args, **kwargs):
    """There are no files: none can be found, and none can be made."""
    if isinstance(mode, str) and not set(mode) & set("wax+"):
        raise FileNotFoundError(2, "No such file or directory", file)
    raise UnsupportedOperation("open: a browser page has no files; io.StringIO and io.BytesIO hold text and bytes in memory")


open_code = open


class FileIO(RawIOBase):
    """There are no files."""

    def __init__(self, *args, **kwargs):
        open(*args)
