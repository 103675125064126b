"""Lines of source text, for tracebacks. There are no files: the program's text is here, and what a program puts here itself."""

import _loopscope_sources

__all__ = ["getline", "clearcache", "checkcache", "lazycache"]

# File name: (size, mtime, lines, full name), as programs and doctest-like tools know it.
cache = {}


def _program(filename):
    text = _loopscope_sources.program(filename)
    if text is None:
        return None
    # str.splitlines knows more ends of lines than a file has.
    lines = [line + "\n" for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    if lines[-1] == "\n":
        del lines[-1]
    return len(text), None, lines, filename


def getlines(filename, module_globals=None):
    """All lines of a file, each with its newline; none if there is no such text."""
    if filename not in cache:
        entry = _program(filename)
        if entry is None:
            return []
        cache[filename] = entry
    return cache[filename][2]


def getline(filename, lineno, module_globals=None):
    """One line, with its newline; '' if there is none."""
    lines = getlines(filename)
    return lines[lineno - 1] if 1 <= lineno <= len(lines) else ""


def clearcache():
    """Forget what was put here. The program's own text comes back by itself."""
    cache.clear()


def updatecache(filename, module_globals=None):
    """The lines, looked up anew."""
    cache.pop(filename, None)
    return getlines(filename)


def checkcache(filename=None):
    """Nothing becomes stale here."""


def lazycache(filename, module_globals):
    """No loader of ours gives its text away."""
    return filename in cache
