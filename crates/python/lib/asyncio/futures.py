"""Futures are native; here is what is done with any object that passes for one."""

from _asyncio import Future

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


def _set_result_unless_cancelled(fut, result):
    if not fut.cancelled():
        fut.set_result(result)
