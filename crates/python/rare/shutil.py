"""How wide a terminal is, for those who print to one. The rest of Python's own module is about files."""

import os

__all__ = ["get_terminal_size"]


def get_terminal_size(fallback=(80, 24)):
    """As wide and high as the environment says, or as is usual."""
    sizes = []
    for name, usual in zip(("COLUMNS", "LINES"), fallback):
        try:
            sizes.append(int(os.environ[name]) or usual)
        except (KeyError, ValueError):
            sizes.append(usual)
    from collections import namedtuple
    return namedtuple("terminal_size", "columns lines", module="os")(*sizes)


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(f"module 'shutil' has no attribute {name!r}")
    raise AttributeError(f"shutil.{name}: a browser page has no files")
