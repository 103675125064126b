"""What counts as a coroutine. `inspect` and `types` would say it, at the price of loading them."""

import sys

from _functools import partial

__all__ = ('iscoroutinefunction', 'iscoroutine')

# Whoever is not a coroutine function, but wants to pass for one, carries this as its `_is_coroutine`.
_is_coroutine = object()

_CO_COROUTINE = 0x80


async def _sample():
    pass


_coroutine = _sample()
CoroutineType = type(_coroutine)
_coroutine.close()
del _coroutine
GeneratorType = type(_ for _ in ())
FunctionType = type(_sample)


class _Sample:
    def method(self):
        pass


_MethodType = type(_Sample().method)


def iscoroutinefunction(func):
    """Whether `func` was made by `async def`, maybe inside of a method or a partial."""
    if getattr(func, '_is_coroutine', None) is _is_coroutine:
        return True
    while isinstance(func, (_MethodType, partial)):
        func = func.__func__ if isinstance(func, _MethodType) else func.func
    return isinstance(func, FunctionType) and bool(func.__code__.co_flags & _CO_COROUTINE)


def _offers(cls, *methods):
    return all(getattr(cls, method, None) is not None for method in methods)


def iscoroutine(obj):
    """Whether a task can drive `obj`: a coroutine, a generator, or what behaves like one."""
    return (isinstance(obj, (CoroutineType, GeneratorType))
            or _offers(type(obj), '__await__', 'send', 'throw', 'close'))


def _isawaitable(obj):
    return isinstance(obj, CoroutineType) or _offers(type(obj), '__await__')


def _is_debug_mode():
    return sys.flags.dev_mode


def __getattr__(name):
    if name == '_format_coroutine':
        from .reprs import _coroutine
        return _coroutine
    raise AttributeError(f'module {__name__!r} has no attribute {name!r}')
