"""Which loop is whose: the running one, the policy that keeps one ready, and what a loop has to offer."""

import sys

from _asyncio import Handle, TimerHandle, _get_running_loop, _set_running_loop, _since, get_running_loop

from . import absent

__all__ = ('AbstractEventLoopPolicy', 'AbstractEventLoop', 'AbstractServer', 'Handle', 'TimerHandle',
           'get_event_loop_policy', 'set_event_loop_policy', 'get_event_loop', 'set_event_loop', 'new_event_loop',
           'get_child_watcher', 'set_child_watcher', '_set_running_loop', 'get_running_loop', '_get_running_loop')


def _abstract(cls, names, coroutine=False):
    """Give `cls` methods that somebody else has to write."""
    for name in names.split():
        if coroutine:
            async def method(self, *args, **kwargs):
                raise NotImplementedError
        else:
            def method(self, *args, **kwargs):
                raise NotImplementedError
        method.__name__ = name
        method.__qualname__ = f'{cls.__name__}.{name}'
        setattr(cls, name, method)


class AbstractEventLoop:
    """What every event loop promises."""


_abstract(AbstractEventLoop, """
    run_forever run_until_complete stop is_running is_closed close _timer_handle_cancelled call_soon call_later call_at
    time create_future create_task call_soon_threadsafe run_in_executor set_default_executor add_reader remove_reader
    add_writer remove_writer add_signal_handler remove_signal_handler set_task_factory get_task_factory
    get_exception_handler set_exception_handler default_exception_handler call_exception_handler get_debug set_debug""")
_abstract(AbstractEventLoop, """
    shutdown_asyncgens shutdown_default_executor getaddrinfo getnameinfo create_connection create_server sendfile
    start_tls create_unix_connection create_unix_server connect_accepted_socket create_datagram_endpoint
    connect_read_pipe connect_write_pipe subprocess_shell subprocess_exec sock_recv sock_recv_into sock_recvfrom
    sock_recvfrom_into sock_sendall sock_sendto sock_connect sock_accept sock_sendfile""", coroutine=True)


class AbstractServer:
    """What a server promises."""

    async def __aenter__(self):
        return self

    async def __aexit__(self, *exc):
        self.close()
        await self.wait_closed()


_abstract(AbstractServer, 'close get_loop is_serving')
_abstract(AbstractServer, 'start_serving serve_forever wait_closed', coroutine=True)


class AbstractEventLoopPolicy:
    """What decides which loop `get_event_loop` gives when none is running."""


_abstract(AbstractEventLoopPolicy, 'get_event_loop set_event_loop new_event_loop get_child_watcher set_child_watcher')


class BaseDefaultEventLoopPolicy(AbstractEventLoopPolicy):
    """One loop for the main thread, made when first asked for, and for another one what was set there."""

    _loop_factory = None
    _loop = None
    _set_called = False
    # What CPython keeps for each thread.
    _local = property(lambda self: self)
    _of_threads = {}

    def get_event_loop(self):
        threading = sys.modules.get('threading')
        if threading is not None and (thread := threading.current_thread()) is not threading.main_thread():
            if (loop := self._of_threads.get(thread.ident)) is None:
                raise RuntimeError(f'There is no current event loop in thread {thread.name!r}.')
            return loop
        if self._loop is None:
            if self._set_called or _since(14):
                raise RuntimeError("There is no current event loop in thread 'MainThread'.")
            self.set_event_loop(self.new_event_loop())
        return self._loop

    def set_event_loop(self, loop):
        # CPython notes the call even if it refuses the loop.
        self._set_called = True
        if not (loop is None or isinstance(loop, AbstractEventLoop)):
            raise TypeError('loop must be an instance of AbstractEventLoop or None, '
                            f"not '{type(loop).__name__}'")
        threading = sys.modules.get('threading')
        if threading is not None and threading.get_ident() != threading.main_thread().ident:
            self._of_threads[threading.get_ident()] = loop
        else:
            self._loop = loop

    def new_event_loop(self):
        return self._loop_factory()


class DefaultEventLoopPolicy(BaseDefaultEventLoopPolicy):
    """The policy unless another is set. `base_events` tells it which loop to make."""

    __module__ = 'asyncio.unix_events'

    def get_child_watcher(self):
        absent.refuse('A child watcher', 'processes')

    def set_child_watcher(self, watcher):
        absent.refuse('A child watcher', 'processes')


DefaultEventLoopPolicy.__name__ = DefaultEventLoopPolicy.__qualname__ = '_UnixDefaultEventLoopPolicy'

_event_loop_policy = None


def get_event_loop_policy():
    """The policy in force."""
    if _since(14):
        from warnings import _deprecated
        _deprecated('asyncio.get_event_loop_policy', remove=(3, 16))
    return _get_event_loop_policy()


def _get_event_loop_policy():
    global _event_loop_policy
    if _event_loop_policy is None:
        _event_loop_policy = DefaultEventLoopPolicy()
    return _event_loop_policy


def set_event_loop_policy(policy):
    """Put another policy in force; None brings the default one back."""
    if _since(14):
        from warnings import _deprecated
        _deprecated('asyncio.set_event_loop_policy', remove=(3, 16))
    _set_event_loop_policy(policy)


def _set_event_loop_policy(policy):
    global _event_loop_policy
    if not (policy is None or isinstance(policy, AbstractEventLoopPolicy)):
        raise TypeError('policy must be an instance of AbstractEventLoopPolicy or None, '
                        f"not '{type(policy).__name__}'")
    _event_loop_policy = policy


def get_event_loop():
    """The running loop or, if none is, the policy's."""
    loop = _get_running_loop()
    return _get_event_loop_policy().get_event_loop() if loop is None else loop


def _get_event_loop(stacklevel=3):
    return get_event_loop()


def set_event_loop(loop):
    """Make `loop` the one that the policy gives."""
    _get_event_loop_policy().set_event_loop(loop)


def new_event_loop():
    """A new loop of the policy's kind."""
    return _get_event_loop_policy().new_event_loop()


def get_child_watcher():
    return _get_event_loop_policy().get_child_watcher()


def set_child_watcher(watcher):
    return _get_event_loop_policy().set_child_watcher(watcher)
