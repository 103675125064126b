"""Objects by their dotted names. The rest of Python's own module is about files."""

from importlib import import_module

__all__ = ["resolve_name"]


def resolve_name(name):
    """The object that is called `package.module:object.part`, or the same with dots only."""
    module, colon, rest = name.partition(":")
    if not all(part.isidentifier() for part in module.split(".")) or rest and not all(part.isidentifier() for part in rest.split(".")):
        raise ValueError(f"invalid format: {name!r}")
    if colon:
        found, parts = import_module(module), rest.split(".") if rest else []
    else:
        first, *parts = module.split(".")
        found = import_module(first)
        while parts:
            first = f"{first}.{parts[0]}"
            try:
                found = import_module(first)
            except ImportError:
                break
            del parts[0]
    for part in parts:
        found = getattr(found, part)
    return found


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(f"module 'pkgutil' has no attribute {name!r}")
    raise AttributeError(f"pkgutil.{name}: a browser page has no files to find modules in")
