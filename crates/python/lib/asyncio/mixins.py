"""The loop of what can be used with one loop only: the one that ran when it first had to wait."""

from .events import _get_running_loop


class _LoopBoundMixin:
    _loop = None

    def _get_loop(self):
        loop = _get_running_loop()
        if self._loop is None:
            self._loop = loop
        if self._loop is not loop:
            raise RuntimeError(f'{self!r} is bound to a different event loop')
        return loop
