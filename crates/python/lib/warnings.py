"""Warnings, worded as CPython words them. The native `_warnings` decides, this shows and lets itself be told."""

import sys

import _asyncio
import _loopscope_problems as _problems
import _warnings
from _warnings import _defaultaction as defaultaction
from _warnings import _onceregistry as onceregistry
from _warnings import filters, warn, warn_explicit

__all__ = ["warn", "warn_explicit", "showwarning", "formatwarning", "filterwarnings", "simplefilter", "resetwarnings",
           "catch_warnings"]

_defaultaction, _onceregistry = defaultaction, onceregistry
_ACTIONS = ("error", "ignore", "always", "default", "module", "once")


class WarningMessage:
    """A warning, with where it was given."""

    def __init__(self, message, category, filename, lineno, file=None, line=None, source=None):
        self.message, self.category, self.filename, self.lineno = message, category, filename, lineno
        self.file, self.line, self.source = file, line, source
        self._category_name = category.__name__ if category else None

    def __str__(self):
        return (f"{{message : {self.message!r}, category : {self._category_name!r}, filename : {self.filename!r}, "
                f"lineno : {self.lineno}, line : {self.line!r}}}")


def showwarning(message, category, filename, lineno, file=None, line=None):
    """Show a warning on standard error. A program may put its own function in this one's place."""
    _show(WarningMessage(message, category, filename, lineno, file, line))


def formatwarning(message, category, filename, lineno, line=None):
    """The text of a warning. A program may put its own function in this one's place."""
    return _format(WarningMessage(message, category, filename, lineno, None, line))


_own_showwarning, _own_formatwarning = showwarning, formatwarning


def _format(msg):
    category = msg.category.__name__
    text = f"{msg.filename}:{msg.lineno}: {category}: {msg.message}\n"
    line = msg.line
    if line is None:
        import linecache
        line = linecache.getline(msg.filename, msg.lineno)
    if line and line.strip():
        text += f"  {line.strip()}\n"
    # When the program is over CPython cannot look for tracemalloc any more.
    if msg.source is not None and "__main__" in sys.modules:
        text += f"{category}: Enable tracemalloc to get the object allocation traceback\n"
    return text


def _text(msg):
    if formatwarning is not _own_formatwarning:
        return formatwarning(msg.message, msg.category, msg.filename, msg.lineno, msg.line)
    return _format(msg)


def _show(msg):
    file = sys.stderr if msg.file is None else msg.file
    if file is not sys.stdout and isinstance(msg.filename, str) and msg.lineno:
        _problems.warned(msg.filename, msg.lineno, f"{msg.category.__name__}: {msg.message}")
    if file is not None:
        try:
            file.write(_text(msg))
        except OSError:
            pass


_showwarnmsg_impl = _show


def _showwarnmsg(msg):
    """By this the native part shows a warning."""
    if msg.filename == "<sys>":
        # Nothing runs any more.
        msg.filename, msg.lineno = ("<sys>", 0) if _asyncio._since(13) else ("sys", 1)
    elif msg.filename == "<asyncio.base_events>":
        # In CPython there is a frame of Python's between the loop and what it calls.
        msg.filename = f"/usr/lib/python3.{sys.version_info[1]}/asyncio/events.py"
        msg.lineno = 94 if _asyncio._since(14) else 80
        msg.line = "self._context.run(self._callback, *self._args)"
    if msg.category is SyntaxWarning and not _asyncio._since(12) and str(msg.message).startswith('"is'):
        # "is" with 'int' literal
        before, _, after = str(msg.message).partition(" '")
        msg.message = msg.category(f"{before} a literal{after.partition('literal')[2]}" if after else before)
    if showwarning is not _own_showwarning:
        showwarning(msg.message, msg.category, msg.filename, msg.lineno, msg.file, msg.line)
    else:
        _showwarnmsg_impl(msg)


def _filters_mutated():
    _warnings._filters_mutated_lock_held()


def _insert(item, append):
    if append:
        if item not in filters:
            filters.append(item)
    else:
        if item in filters:
            filters.remove(item)
        filters.insert(0, item)
    _filters_mutated()


def filterwarnings(action, message="", category=Warning, module="", lineno=0, append=False):
    """Have warnings that match shown, hidden or raised."""
    assert action in _ACTIONS, f"invalid action: {action!r}"
    assert isinstance(message, str), "message must be a string"
    assert isinstance(category, type), "category must be a class"
    assert issubclass(category, Warning), "category must be a Warning subclass"
    assert isinstance(module, str), "module must be a string"
    assert isinstance(lineno, int) and lineno >= 0, "lineno must be an int >= 0"
    if message or module:
        import re
        message = re.compile(message, re.I) if message else None
        module = re.compile(module) if module else None
    _insert((action, message or None, category, module or None, lineno), append)


def simplefilter(action, category=Warning, lineno=0, append=False):
    """Have all warnings of a category shown, hidden or raised."""
    assert action in _ACTIONS, f"invalid action: {action!r}"
    assert isinstance(lineno, int) and lineno >= 0, "lineno must be an int >= 0"
    _insert((action, None, category, None, lineno), append)


def resetwarnings():
    """Forget every filter."""
    filters.clear()
    _filters_mutated()


class catch_warnings:
    """Inside, filters can be set that are gone afterwards; with record=True the warnings are collected."""

    def __init__(self, *, record=False, module=None, action=None, category=Warning, lineno=0, append=False):
        self._record = record
        self._module = sys.modules["warnings"] if module is None else module
        self._entered = False
        self._filter = None if action is None else (action, category, lineno, append)

    def __repr__(self):
        args = ["record=True"] if self._record else []
        if self._module is not sys.modules["warnings"]:
            args.append(f"module={self._module!r}")
        return f"{type(self).__name__}({', '.join(args)})"

    def __enter__(self):
        if self._entered:
            raise RuntimeError(f"Cannot enter {self!r} twice")
        self._entered = True
        module = self._module
        self._saved = module.filters, module.showwarning, module._showwarnmsg_impl
        module.filters = list(module.filters)
        module._filters_mutated()
        log = None
        if self._record:
            log = []
            module._showwarnmsg_impl = log.append
            module.showwarning = _own_showwarning
        if self._filter is not None:
            simplefilter(*self._filter)
        return log

    def __exit__(self, *exc_info):
        if not self._entered:
            raise RuntimeError(f"Cannot exit {self!r} without entering first")
        module = self._module
        module.filters, module.showwarning, module._showwarnmsg_impl = self._saved
        module._filters_mutated()


def _warn_unawaited_coroutine(coro):
    """By this the native part complains of a coroutine that nobody has awaited."""
    text = f"coroutine '{coro.__qualname__}' was never awaited\n"
    if coro.cr_origin is not None:
        import traceback
        from _loopscope_sources import is_package
        # As in tracebacks, the engine's own modules are left out.
        places = [(*place, None) for place in reversed(coro.cr_origin) if is_package(place[0][1:-1]) is None]
        text += "Coroutine created at (most recent call last)\n" + "".join(traceback.format_list(places))
    warn(text.rstrip("\n"), RuntimeWarning, 2, coro)


# It may complain of what a program that has gone too deep has left.
_warn_unawaited_coroutine = _asyncio._with_room(_warn_unawaited_coroutine)


def _deprecated(name, message="{name!r} is deprecated and slated for removal in Python {remove}", *, remove, _version=None):
    """Warn that something is not there for ever. Modules of later Pythons call this; 3.11 does not complain of the same things."""
    if _asyncio._since(12):
        warn(message.format(name=name, remove=f"{remove[0]}.{remove[1]}"), DeprecationWarning, 3)
