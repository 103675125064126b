"""Modules by their names. Python's own package brings in all that finds them in files."""

import sys

import _frozen_importlib as _bootstrap
from _frozen_importlib import __import__

__all__ = ["__import__", "import_module", "invalidate_caches", "reload"]


def invalidate_caches():
    """Nothing is kept of what is looked for."""


def import_module(name, package=None):
    """Import a module; with dots at its name's beginning it is looked for beside `package`."""
    level = len(name) - len(name.lstrip("."))
    if level and not package:
        raise TypeError(f"the 'package' argument is required to perform a relative import for {name!r}")
    return _bootstrap._gcd_import(name[level:], package, level)


def reload(module):
    """Run a module's text anew in its namespace."""
    name = getattr(getattr(module, "__spec__", None), "name", None) or getattr(module, "__name__", None)
    if name is None:
        raise TypeError("reload() argument must be a module")
    if sys.modules.get(name) is not module:
        raise ImportError(f"module {name} not in sys.modules", name=name)
    spec = module.__spec__ = _bootstrap._find_spec(name, None, module)
    if spec is None:
        raise ModuleNotFoundError(f"spec not found for the module {name!r}", name=name)
    _bootstrap._exec(spec, module)
    return sys.modules[name]
