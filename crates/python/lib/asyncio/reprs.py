"""How futures, tasks and handles are written, for native code that would rather not write them itself.

Only `future_repr`, `task_repr`, `callback` and `made_at` are for others. The rest is what `reprlib` does, since a result or an
argument may be long.
"""

from _asyncio import Loop, _since
from _functools import partial
from itertools import islice

from .coroutines import FunctionType

_MANY, _LEVELS = 6, 6


def short(value, level=_LEVELS):
    """The repr, with the middle of what is too long left out."""
    shorten = _SHORTENERS.get(type(value).__name__)
    if shorten is not None:
        return shorten(value, level)
    try:
        text = repr(value)
    except Exception:
        return f'<{value.__class__.__name__} instance at {id(value):#x}>'
    return _cut(text, 30)


def _cut(text, most):
    if len(text) <= most:
        return text
    head = (most - 3) // 2
    return f'{text[:head]}...{text[len(text) - (most - 3 - head):]}'


def _string(value, level):
    text = repr(value[:30])
    if len(text) <= 30:
        return text
    # The quotes that remain are the ones that both ends need.
    text = repr(value[:13] + value[len(value) - 14:])
    return f'{text[:13]}...{text[len(text) - 14:]}'


def _items(left, right, empty=None, ordered=True, trail=''):
    def shorten(value, level):
        if not value and empty:
            return empty
        if level <= 0 and value:
            return f'{left}...{right}'
        items = value if ordered else _sorted(value)
        parts = [short(item, level - 1) for item in islice(items, _MANY)]
        if len(value) > _MANY:
            parts.append('...')
        return f'{left}{", ".join(parts)}{trail if len(value) == 1 else ""}{right}'

    return shorten


def _dict(value, level):
    if level <= 0 and value:
        return '{...}'
    parts = [f'{short(key, level - 1)}: {short(value[key], level - 1)}' for key in islice(_sorted(value), 4)]
    if len(value) > 4:
        parts.append('...')
    return f'{{{", ".join(parts)}}}'


def _sorted(items):
    try:
        return sorted(items)
    except Exception:
        return list(items)


_SHORTENERS = {
    'str': _string,
    'int': lambda value, level: _cut(repr(value), 40),
    'tuple': _items('(', ')', trail=','),
    'list': _items('[', ']'),
    'deque': _items('deque([', '])'),
    'set': _items('{', '}', 'set()', ordered=False),
    'frozenset': _items('frozenset({', '})', 'frozenset()', ordered=False),
    'dict': _dict,
}


def callback(func, args=(), kwargs=None, debug=False):
    """A call of `func`, and where it was written. Since 3.13 its arguments are for debug mode."""
    if not (debug or not _since(13)):
        args = kwargs = None
    place = func
    while (inner := _within(place)) is not None:
        place = inner
    code = place.__code__ if isinstance(place, FunctionType) else None
    at = f' at {code.co_filename}:{code.co_firstlineno}' if code else ''
    return f'{_call(func, args, kwargs, "")}{at}'


def _within(func):
    """The function that another one is made of."""
    if hasattr(func, '__wrapped__'):
        return func.__wrapped__
    # `partialmethod` is not loaded for its name's sake.
    if isinstance(func, partial) or (type(func).__module__, type(func).__name__) == ('functools', 'partialmethod'):
        return func.func
    return None


def _call(func, args, kwargs, more):
    parts = [short(arg) for arg in args or ()]
    parts += [f'{name}={short(value)}' for name, value in (kwargs or {}).items()]
    more = f'({", ".join(parts)}){more}'
    if isinstance(func, partial):
        shown = args is not None or not _since(13)
        return _call(func.func, func.args if shown else None, func.keywords if shown else None, more)
    name = getattr(func, '__qualname__', None) or getattr(func, '__name__', None) or repr(func)
    # A native method is named after its object's class, and not after the one that has it.
    if type(func).__name__ == 'builtin_function_or_method' and isinstance(func.__self__, Loop):
        name = f'BaseEventLoop.{func.__name__}'
    return f'{name}{more}'


def made_at(stack):
    return f'created at {stack[-1][0]}:{stack[-1][1]}'


# A future may be its own result.
_under_way = set()


def _once(write, future):
    if id(future) in _under_way:
        return '...'
    _under_way.add(id(future))
    try:
        return f'<{future.__class__.__name__} {" ".join(write(future))}>'
    finally:
        _under_way.discard(id(future))


def future_repr(future):
    return _once(_future, future)


def task_repr(task):
    return _once(_task, task)


def _future(future):
    parts = [future._state.lower()]
    if future._state == 'FINISHED':
        if future._exception is None:
            parts.append(f'result={short(future._result)}')
        else:
            parts.append(f'exception={future._exception!r}')
    if waiting := future._callbacks:
        calls = [callback(waiting[0][0])]
        if len(waiting) > 2:
            calls.append(f'<{len(waiting) - 2} more>')
        if len(waiting) > 1:
            calls.append(callback(waiting[-1][0]))
        parts.append(f'cb=[{", ".join(calls)}]')
    if stack := getattr(future, '_source_traceback', None):
        parts.append(made_at(stack))
    return parts


def _task(task):
    parts = _future(task)
    if task.cancelling() and not task.done():
        parts[0] = 'cancelling'
    about = [f'name={task.get_name()!r}']
    # One that began at once and is done has none any more.
    if (coro := task.get_coro()) is not None or not _since(12):
        about.append(f'coro=<{_coroutine(coro)}>')
    if task._fut_waiter is not None:
        about.append(f'wait_for={task._fut_waiter!r}')
    parts[1:1] = about
    return parts


def _coroutine(coro):
    name = getattr(coro, '__qualname__', None) or getattr(coro, '__name__', None)
    name = f'{name or f"<{type(coro).__name__} without __name__>"}()'

    def its(what):
        return getattr(coro, f'cr_{what}', None) or getattr(coro, f'gi_{what}', None)

    code, frame = its('code'), its('frame')
    if not code:
        return f'{name} running' if its('running') else name
    file = code.co_filename or '<empty co_filename>'
    if frame is None:
        return f'{name} done, defined at {file}:{code.co_firstlineno}'
    return f'{name} running at {file}:{frame.f_lineno}'
