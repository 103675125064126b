"""Where something was made or called, as debug mode and CPython's names for it have it."""

import sys
import traceback

from .reprs import callback as _format_callback_source

# So many frames are enough to know a place by.
_DEPTH = 10


def extract_stack(f=None, limit=_DEPTH):
    """The frames from `f` outwards, the innermost last; from the caller's by default."""
    frames = traceback.walk_stack(sys._getframe().f_back if f is None else f)
    stack = traceback.StackSummary.extract(frames, limit=limit, lookup_lines=False)
    stack.reverse()
    return stack
