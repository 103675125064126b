"""Characters' names and kinds. The tables behind the rest (decompositions, widths) are not in the engine, as they are large."""

import _loopscope_characters as _native
from _asyncio import _since

unidata_version = _native.version


def _one(function, character):
    if not isinstance(character, str):
        raise TypeError(f"{function}() argument {'1 ' if function == 'name' else ''}must be a unicode character, not {type(character).__name__}")
    if len(character) != 1:
        raise TypeError(f"{function}(){':' if function == 'name' else ''} argument {'1 ' if function == 'name' else ''}must be a unicode character, "
                        f"not a string of length {len(character)}" if _since(13) else
                        f"{function}() argument {'1 ' if function == 'name' else ''}must be a unicode character, not str")


def lookup(name, /):
    found = _native.lookup(name)
    if found is None:
        raise KeyError(f"undefined character name '{name}'")
    return found


def _given(default, words):
    if default:
        return default[0]
    raise ValueError(words)


def name(chr, /, *default):
    _one("name", chr)
    found = _native.name(chr)
    return _given(default, "no such name") if found is None else found


def category(chr, /):
    _one("category", chr)
    return _native.category(chr)


def decimal(chr, /, *default):
    _one("decimal", chr)
    return int(chr) if chr.isdecimal() else _given(default, "not a decimal")


def __getattr__(name):
    if name in ("normalize", "is_normalized", "bidirectional", "combining", "decomposition", "digit", "east_asian_width", "mirrored",
                "numeric", "ucd_3_2_0"):
        raise AttributeError(f"unicodedata.{name} is not there: its tables are too large for a page; lookup, name, category and decimal are")
    raise AttributeError(f"module 'unicodedata' has no attribute {name!r}")
