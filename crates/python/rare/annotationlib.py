"""What modules of Python's library ask of this one, which 3.11 has not: to load all of it would load `ast`."""


class Format(int):
    """How annotations are to be given; here they are values always."""


Format.VALUE, Format.VALUE_WITH_FAKE_GLOBALS, Format.FORWARDREF, Format.STRING = map(Format, (1, 2, 3, 4))


def get_annotations(obj, **kwargs):
    return dict(getattr(obj, "__annotations__", None) or {})


def type_repr(value):
    """As generic aliases show it."""
    if isinstance(value, type):
        return value.__qualname__ if value.__module__ == "builtins" else f"{value.__module__}.{value.__qualname__}"
    return "..." if value is ... else getattr(value, "__name__", None) if callable(value) and hasattr(value, "__code__") else repr(value)


def __getattr__(name):
    if name == "ForwardRef":
        from typing import ForwardRef
        return ForwardRef
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
