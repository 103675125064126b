"""Time limits on a block of code, by cancelling the task that is in it."""

from _asyncio import _polls, _since, _traced

from .events import get_running_loop
from .exceptions import CancelledError
from .tasks import current_task

__all__ = ('Timeout', 'timeout', 'timeout_at')

_CREATED, _ENTERED, _EXPIRING, _EXPIRED, _EXITED = 'created', 'active', 'expiring', 'expired', 'finished'


class Timeout:
    """Made by `timeout` and `timeout_at`; for one `async with`."""

    def __init__(self, when):
        self._state = _CREATED
        self._timeout_handler = None
        self._task = None
        self._when = when

    def when(self):
        """When time will be up, by the loop's clock; None for never."""
        return self._when

    def reschedule(self, when):
        """Let time be up at another moment."""
        if self._state is _CREATED:
            raise RuntimeError('Timeout has not been entered')
        if self._state is not _ENTERED:
            raise RuntimeError(f'Cannot change state of {self._state} Timeout')
        self._when = when
        if self._timeout_handler is not None:
            self._timeout_handler.cancel()
            self._timeout_handler = None
        if when is None:
            return
        loop = get_running_loop()
        if when <= loop.time():
            _polls()
            self._timeout_handler = loop.call_soon(self._on_timeout)
        else:
            self._timeout_handler = loop.call_at(when, self._on_timeout)

    def expired(self):
        """Whether time was up before the block was left."""
        return self._state in (_EXPIRING, _EXPIRED)

    def __repr__(self):
        more = ''
        if self._state is _ENTERED:
            when = None if self._when is None else round(self._when, 3)
            more = f' when={when}'
        return f'<Timeout [{self._state}]{more}>'

    async def __aenter__(self):
        if self._state is not _CREATED:
            raise RuntimeError('Timeout has already been entered')
        task = current_task()
        if task is None:
            raise RuntimeError('Timeout should be used inside a task')
        self._state = _ENTERED
        self._task = task
        self._cancelling = task.cancelling()
        self.reschedule(self._when)
        return self

    async def __aexit__(self, exc_type, exc_val, exc_tb):
        assert self._state in (_ENTERED, _EXPIRING)
        if self._timeout_handler is not None:
            self._timeout_handler.cancel()
            self._timeout_handler = None
        if self._state is _ENTERED:
            self._state = _EXITED
            return
        self._state = _EXPIRED
        # Somebody else's cancellation goes on; only one's own becomes a TimeoutError.
        if self._task.uncancel() > self._cancelling:
            return
        if not _since(13):
            if exc_type is CancelledError:
                raise TimeoutError from exc_val
        elif exc_type is not None and issubclass(exc_type, CancelledError):
            raise TimeoutError from exc_val
        elif exc_val is not None:
            _insert_timeout_error(exc_val)
            if isinstance(exc_val, ExceptionGroup):
                for error in exc_val.exceptions:
                    _insert_timeout_error(error)

    @_traced(callback='timeout: time is up', asks='timeout')
    def _on_timeout(self):
        assert self._state is _ENTERED
        self._task.cancel()
        self._state = _EXPIRING
        self._timeout_handler = None


def _insert_timeout_error(error):
    """Say that time was up where an error came of the cancellation."""
    while (context := error.__context__) is not None:
        if isinstance(context, CancelledError):
            late = TimeoutError()
            late.__context__ = late.__cause__ = context
            error.__context__ = late
            return
        error = context


def timeout(delay):
    """A limit of so many seconds from now; None for no limit."""
    loop = get_running_loop()
    return Timeout(None if delay is None else loop.time() + delay)


def timeout_at(when):
    """A limit at a moment of the loop's clock; None for no limit."""
    return Timeout(when)
