"""What modules of Python's library import at once, and most programs that import them never use."""


class Module:
    """A module that is imported when something of it is asked for."""

    def __init__(self, name):
        self._name = name

    def __getattr__(self, name):
        return getattr(__import__(self._name), name)


class Pattern:
    """A regular expression that is compiled when it is wanted: to load `re` takes longer than most of what is logged."""

    def __init__(self, text, flags=0):
        self._given = text, flags

    def __getattr__(self, name):
        import re
        return getattr(re.compile(*self._given), name)


class Absent:
    """What there is none of here."""

    def __init__(self, name, lacking):
        self._words = f"{name} is not available: a browser page has no {lacking}"

    def __getattr__(self, name):
        raise NotImplementedError(self._words)

    def __mro_entries__(self, bases):
        raise NotImplementedError(self._words)


class _Class(type):
    def _real(cls):
        return getattr(__import__(cls.__module__), cls.__name__)

    def __instancecheck__(cls, value):
        return _is_imported(cls.__module__) and isinstance(value, cls._real())

    def __subclasscheck__(cls, value):
        return _is_imported(cls.__module__) and issubclass(value, cls._real())

    def __call__(cls, *args, **kwargs):
        return cls._real()(*args, **kwargs)


class Decimal(metaclass=_Class):
    """The class of `decimal`, of which there can be no instance before that is imported."""

    __module__ = "decimal"


def _is_imported(name):
    import sys
    return name in sys.modules
