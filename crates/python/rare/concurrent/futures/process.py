"""Processes, of which there are none: the pool's name is there, so that a program reads as anywhere, and says so when called."""

from concurrent.futures import _base


class BrokenProcessPool(_base.BrokenExecutor):
    """A process of the pool has ended, where there are processes."""


class ProcessPoolExecutor(_base.Executor):
    """No pool of processes."""

    def __init__(self, *args, **kwargs):
        raise NotImplementedError("ProcessPoolExecutor is not available: a browser page has no processes; "
                                  "ThreadPoolExecutor is there")
