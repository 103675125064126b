"""What CPython's asyncio has on a system with sockets and processes."""

from . import absent, events
from .base_events import SelectorEventLoop
from .events import DefaultEventLoopPolicy

__all__ = ('SelectorEventLoop', 'AbstractChildWatcher', 'SafeChildWatcher', 'FastChildWatcher', 'PidfdChildWatcher',
           'MultiLoopChildWatcher', 'ThreadedChildWatcher', 'DefaultEventLoopPolicy')

EventLoop = _UnixSelectorEventLoop = SelectorEventLoop
_UnixDefaultEventLoopPolicy = DefaultEventLoopPolicy

AbstractChildWatcher = absent.cls('AbstractChildWatcher', 'processes', __name__)
SafeChildWatcher, FastChildWatcher, PidfdChildWatcher, MultiLoopChildWatcher, ThreadedChildWatcher = (
    absent.cls(name, 'processes', __name__, (AbstractChildWatcher,)) for name in __all__[2:7])
Server = absent.cls('Server', 'sockets', 'asyncio.base_events', (events.AbstractServer,))
