"""OrderedDict as 3.11 shows it; the native one shows itself as later Pythons do."""

import _collections
from reprlib import recursive_repr


class OrderedDict(_collections.OrderedDict):
    """A dictionary that knows its order."""

    __module__ = "collections"

    @recursive_repr()
    def __repr__(self):
        return f"{type(self).__name__}({list(self.items()) if self else ''})"
