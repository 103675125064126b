"""OrderedDict as each version shows it."""

import _collections
from _asyncio import _since
from reprlib import recursive_repr


class OrderedDict(_collections.OrderedDict):
    """A dictionary that knows its order."""

    __module__ = "collections"

    @recursive_repr()
    def __repr__(self):
        shown = dict(self.items()) if _since(12) else list(self.items())
        return f"{type(self).__name__}({shown if self else ''})"
