"""What asyncio raises. The two exceptions that native code raises are made there."""

from _asyncio import CancelledError, InvalidStateError

__all__ = ('BrokenBarrierError', 'CancelledError', 'InvalidStateError', 'TimeoutError', 'IncompleteReadError',
           'LimitOverrunError', 'SendfileNotAvailableError')

# `asyncio.TimeoutError` has been the builtin one since 3.11.
TimeoutError = TimeoutError


class BrokenBarrierError(RuntimeError):
    """A barrier was aborted, or reset while tasks waited at it."""


class SendfileNotAvailableError(RuntimeError):
    """The system cannot send a file. Nobody raises it here."""


class IncompleteReadError(EOFError):
    """A stream ended before all the expected bytes had come; `partial` are those that did."""

    def __init__(self, partial, expected):
        wanted = 'undefined' if expected is None else repr(expected)
        super().__init__(f'{len(partial)} bytes read on a total of {wanted} expected bytes')
        self.partial = partial
        self.expected = expected

    def __reduce__(self):
        return type(self), (self.partial, self.expected)


class LimitOverrunError(Exception):
    """A separator was not found before the buffer was full; `consumed` bytes had been looked at."""

    def __init__(self, message, consumed):
        super().__init__(message)
        self.consumed = consumed

    def __reduce__(self):
        return type(self), (self.args[0], self.consumed)
