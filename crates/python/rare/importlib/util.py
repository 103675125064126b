"""Whether a module is there, without running it."""

import sys

import _frozen_importlib as _bootstrap
from _frozen_importlib import module_from_spec, spec_from_loader

__all__ = ["find_spec", "module_from_spec", "resolve_name", "spec_from_loader"]


def resolve_name(name, package):
    """A relative name made whole."""
    if not name.startswith("."):
        return name
    if not package:
        raise ImportError(f"no package specified for {name!r} (required for relative module names)")
    level = len(name) - len(name.lstrip("."))
    return _bootstrap._resolve_name(name[level:], package, level)


def find_spec(name, package=None):
    """What a module would be imported by; `None` where there is none."""
    name = resolve_name(name, package)
    if name in sys.modules:
        module = sys.modules[name]
        if module is None:
            return None
        if getattr(module, "__spec__", None) is None:
            raise ValueError(f"{name}.__spec__ is {'not set' if not hasattr(module, '__spec__') else None}")
        return module.__spec__
    parent = name.rpartition(".")[0]
    path = __import__(parent, fromlist=["__path__"]).__path__ if parent else None
    return _bootstrap._find_spec(name, path)
