"""Futures are native; here is what is done with any object that passes for one."""

import _asyncio
from _asyncio import Future, _traced

__all__ = ('Future', 'wrap_future', 'isfuture')


def isfuture(obj):
    """Whether `obj` is a future, or says that it is by having `_asyncio_future_blocking`."""
    return hasattr(obj.__class__, '_asyncio_future_blocking') and obj._asyncio_future_blocking is not None


def wrap_future(future, *, loop=None):
    """A future of the loop that follows one of `concurrent.futures`; a loop's future is given back as it is."""
    if isfuture(future):
        return future
    from .threads import _wrap
    return _wrap(future, loop)


def _get_loop(fut):
    try:
        get_loop = fut.get_loop
    except AttributeError:
        return fut._loop
    return get_loop()


@_traced(callback='{0}', resolves=True)
def _set_result_unless_cancelled(fut, result):
    if not fut.cancelled():
        fut.set_result(result)


def __getattr__(name):
    if name == 'future_add_to_awaited_by':
        return _asyncio._add_awaited_by
    if name == 'future_discard_from_awaited_by':
        return _asyncio._discard_awaited_by
    if name in ('_chain_future', '_copy_future_state', '_set_concurrent_future_state'):
        from . import threads
        return getattr(threads, name)
    raise AttributeError(f'module {__name__!r} has no attribute {name!r}')
