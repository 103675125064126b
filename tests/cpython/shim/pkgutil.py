"""Stands in for pkgutil, of which unittest.mock needs one function."""


def resolve_name(name):
    import sys

    mod, _, rest = name.partition(":")
    if rest:
        obj = __import__(mod, fromlist=["x"])
        parts = rest.split(".")
    else:
        parts = name.split(".")
        modname = parts.pop(0)
        obj = __import__(modname)
        while parts:
            try:
                __import__(modname + "." + parts[0])
            except ImportError:
                break
            modname += "." + parts.pop(0)
            obj = sys.modules[modname]
    for p in parts:
        obj = getattr(obj, p)
    return obj
