"""The loop: the native one turns, this one starts, ends and complains."""

import sys

import _asyncio
from _asyncio import _since, _traced
from _weakref import ref

from . import absent, coroutines, events
from .coroutines import iscoroutine, iscoroutinefunction
from .futures import _get_loop, isfuture, wrap_future
from .tasks import Task, _set_task_name, ensure_future, gather

__all__ = ('BaseEventLoop', 'Server')


@_traced(callback='run_until_complete: stop')
def _run_until_complete_cb(fut):
    # What leaves the loop by itself needs no stop, which would hit the loop's next run.
    if fut.cancelled() or not isinstance(fut.exception(), (SystemExit, KeyboardInterrupt)):
        _get_loop(fut).stop()


def _logger():
    # One that somebody has put in the place of `logger` here comes first.
    if (own := globals().get('logger')) is not None:
        return own
    # A module that the program has not loaded cannot have been set up by it.
    logging = sys.modules.get('logging')
    return logging and logging.getLogger('asyncio')


class _Printed:
    """A file of which the text is wanted."""

    text = ''

    def write(self, text):
        self.text += text


def _log_error(text, exception=None, level='error', handled=False):
    """What CPython logs; if nobody has set up logging, that is a message on standard error. `handled`: the exception is the one
    that is being handled."""
    if logger := _logger():
        about = exception is not None and (handled or (type(exception), exception, exception.__traceback__))
        getattr(logger, level)(text, exc_info=about)
        return
    if exception is not None:
        import traceback
        printed = _Printed()
        traceback.print_exception(type(exception), exception, exception.__traceback__, file=printed)
        text = f'{text}\n{printed.text.removesuffix(chr(10))}'
    if sys.stderr is not None:
        sys.stderr.write(f'{text}\n')
        sys.stderr.flush()


# The native loop comes first: the abstract one's methods refuse.
@_traced('{}')
class BaseEventLoop(_asyncio.Loop, events.AbstractEventLoop):
    """An event loop."""

    slow_callback_duration = 0.1
    _clock_resolution = 1e-9
    _selector = None
    _current_handle = None
    _exception_handler = None
    _task_factory = None
    _asyncgens = None
    _asyncgens_shutdown_called = False
    _default_executor = None
    _executor_shutdown_called = False
    _origin_depth = None

    def __init__(self):
        super().__init__()
        if coroutines._is_debug_mode():
            self.set_debug(True)

    def __repr__(self):
        return (f'<{self.__class__.__name__} running={self.is_running()} closed={self.is_closed()} '
                f'debug={self.get_debug()}>')

    # Running

    def run_forever(self):
        """Turn until `stop` is called."""
        self._check_closed()
        self._check_running()
        self._set_coroutine_origin_tracking(self.get_debug())
        hooks = sys.get_asyncgen_hooks()
        sys.set_asyncgen_hooks(firstiter=self._asyncgen_firstiter_hook, finalizer=self._asyncgen_finalizer_hook)
        try:
            self._run_until_stopped()
        finally:
            self._set_coroutine_origin_tracking(False)
            sys.set_asyncgen_hooks(*hooks)

    def run_until_complete(self, future):
        """Turn until `future` is done, and give its result. A coroutine is made a task of."""
        self._check_closed()
        self._check_running()
        ours = not isfuture(future)
        future = ensure_future(future, loop=self)
        if ours:
            # Should it stay pending, the RuntimeError below says so already.
            future._log_destroy_pending = False
        future.add_done_callback(_run_until_complete_cb)
        try:
            self.run_forever()
        except BaseException:
            if ours and future.done() and not future.cancelled():
                # The same exception is on its way out; nobody can retrieve it from a task that nobody has.
                future.exception()
            raise
        finally:
            future.remove_done_callback(_run_until_complete_cb)
        if not future.done():
            raise RuntimeError('Event loop stopped before Future completed.')
        return future.result()

    def close(self):
        """Give up everything that waits. The loop must not be running."""
        if super().get_debug() and not (super().is_running() or super().is_closed()) and (logger := _logger()):
            logger.debug('Close %r', self)
        super().close()
        self._executor_shutdown_called = True
        if (executor := self._default_executor) is not None:
            self._default_executor = None
            executor.shutdown(wait=False)

    def __del__(self):
        # The complaints about its tasks come in the order of its queue.
        if not (self.is_closed() or self.is_running()):
            self.close()

    def _check_closed(self):
        if self.is_closed():
            raise RuntimeError('Event loop is closed')

    def _check_running(self):
        if self.is_running():
            raise RuntimeError('This event loop is already running')
        if events._get_running_loop() is not None:
            raise RuntimeError('Cannot run the event loop while another loop is running')

    def _set_coroutine_origin_tracking(self, enabled):
        # In debug mode a coroutine that was never awaited says where it was made.
        if enabled and self._origin_depth is None:
            self._origin_depth = sys.get_coroutine_origin_tracking_depth()
            sys.set_coroutine_origin_tracking_depth(10)
        elif not enabled and self._origin_depth is not None:
            sys.set_coroutine_origin_tracking_depth(self._origin_depth)
            self._origin_depth = None

    def set_debug(self, enabled):
        super().set_debug(enabled)
        if self.is_running():
            self.call_soon_threadsafe(self._set_coroutine_origin_tracking, enabled)

    def _check_callback(self, callback, method):
        if iscoroutine(callback) or iscoroutinefunction(callback):
            raise TypeError(f'coroutines cannot be used with {method}()')
        if not callable(callback):
            raise TypeError(f'a callable object was expected by {method}(), got {callback!r}')

    def _ran(self, handle, seconds):
        """Debug mode: the native loop tells how long each handle took."""
        if seconds >= self.slow_callback_duration:
            owner = getattr(getattr(handle, '_callback', None), '__self__', None)
            what = owner if isinstance(owner, Task) else handle
            _log_error(f'Executing {what} took {seconds:.3f} seconds', level='warning')

    def _is_plain(self):
        """Whether it is no loop of the program's own making."""
        return type(self) is SelectorEventLoop

    # Tasks

    def create_task(self, coro, **kwargs):
        """Have the loop drive `coro`."""
        self._check_closed()
        factory = self._task_factory
        if factory is None:
            if 'eager_start' in kwargs and not _since(12):
                raise TypeError("BaseEventLoop.create_task() got an unexpected keyword argument 'eager_start'")
            task = Task(coro, loop=self, **kwargs)
            place = getattr(task, '_source_traceback', None)
            if place and place[-1].filename == _logger.__code__.co_filename:
                del place[-1]
            return task
        if _since(13):
            return factory(self, coro, **kwargs)
        return self._made_by(factory, coro, **kwargs)

    def _made_by(self, factory, coro, *, name=None, context=None):
        # A factory of before 3.11 knows of no context.
        task = factory(self, coro) if context is None else factory(self, coro, context=context)
        _set_task_name(task, name)
        return task

    def set_task_factory(self, factory):
        """Let `factory(loop, coro)` make the tasks; None for the ordinary ones."""
        if not (factory is None or callable(factory)):
            raise TypeError('task factory must be a callable or None')
        self._task_factory = factory

    def get_task_factory(self):
        return self._task_factory

    # Asynchronous generators that somebody has begun and nobody has finished

    def _asyncgen_firstiter_hook(self, agen):
        if self._asyncgens is None:
            self._asyncgens = {}
        begun, key = self._asyncgens, id(agen)

        def forget(gone):
            # Another one may have been given the place in memory meanwhile.
            if begun.get(key) is gone:
                del begun[key]

        begun[key] = ref(agen, forget)

    def _asyncgen_finalizer_hook(self, agen):
        if self._asyncgens is not None:
            self._asyncgens.pop(id(agen), None)
        if not self.is_closed():
            self.call_soon_threadsafe(self.create_task, agen.aclose())

    async def shutdown_asyncgens(self):
        """Close them all."""
        self._asyncgens_shutdown_called = True
        if not self._asyncgens:
            return
        agens = [agen for agen in (begun() for begun in self._asyncgens.values()) if agen is not None]
        self._asyncgens.clear()
        results = await gather(*[agen.aclose() for agen in agens], return_exceptions=True)
        for result, agen in zip(results, agens):
            if isinstance(result, Exception):
                self.call_exception_handler({
                    'message': f'an error occurred during closing of asynchronous generator {agen!r}',
                    'exception': result,
                    'asyncgen': agen,
                })

    def _needs_no_shutdown(self):
        """Whether the two tasks that shut a loop down would have nothing to do. Then they are passed over, but for their numbers:
        a reader of the trace would ask what they are there for. A loop of the program's own making gets them."""
        return (self._is_plain() and self._task_factory is None and not self._asyncgens
                and self._default_executor is None and not self.get_debug() and self._pass_over_tasks(2))

    # Threads

    def run_in_executor(self, executor, func, *args):
        """Call `func` in a thread of the pool, or of the loop's own, and give a future for its result."""
        self._check_closed()
        if self.get_debug():
            self._check_callback(func, 'run_in_executor')
        if executor is None:
            if self._executor_shutdown_called:
                raise RuntimeError('Executor shutdown has been called')
            executor = self._default_executor
            if executor is None:
                from .threads import _pool
                executor = self._default_executor = _pool()
        return wrap_future(executor.submit(func, *args), loop=self)

    def set_default_executor(self, executor):
        """Let this pool be the loop's own."""
        from .threads import _check_pool
        _check_pool(executor)
        self._default_executor = executor

    async def shutdown_default_executor(self):
        """Accept no more functions, and wait for those that run."""
        self._executor_shutdown_called = True
        if self._default_executor is not None:
            from .threads import _shut_down
            await _shut_down(self, self._default_executor)

    # Errors that nobody else gets to see

    def get_exception_handler(self):
        return self._exception_handler

    def set_exception_handler(self, handler):
        """Let `handler(loop, context)` have them; None for the default, which prints."""
        if not (handler is None or callable(handler)):
            raise TypeError(f'A callable object or None is expected, got {handler!r}')
        self._exception_handler = handler

    def default_exception_handler(self, context):
        """Print the message, the rest of the context by name, and the exception's traceback."""
        made_by = getattr(self._current_handle, '_source_traceback', None)
        if made_by and 'source_traceback' not in context:
            context['handle_traceback'] = made_by
        lines = [context.get('message') or 'Unhandled exception in event loop']
        for key in sorted(context):
            if key in ('message', 'exception'):
                continue
            value = context[key]
            if key in ('source_traceback', 'handle_traceback'):
                import traceback
                what = 'Object' if key == 'source_traceback' else 'Handle'
                stack = ''.join(traceback.format_list(value)).rstrip()
                lines.append(f'{key}: {what} created at (most recent call last):\n{stack}')
            else:
                lines.append(f'{key}: {value!r}')
        _log_error('\n'.join(lines), context.get('exception'))

    def call_exception_handler(self, context):
        """Tell of an error: `context` has a 'message' and maybe an 'exception', a 'future', a 'task', a 'handle'..."""
        handler = self._exception_handler
        try:
            if handler is None:
                self.default_exception_handler(context)
            else:
                handler(self, context)
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as error:
            if handler is None:
                _log_error('Exception in default exception handler', error, handled=True)
                return
            try:
                self.default_exception_handler({
                    'message': 'Unhandled error in exception handler',
                    'exception': error,
                    'context': context,
                })
            except (SystemExit, KeyboardInterrupt):
                raise
            except BaseException as worse:
                _log_error('Exception in default exception handler while handling an unexpected error '
                           'in custom exception handler', worse, handled=True)


for _lacking, _names in (
        ('sockets', """
            getaddrinfo getnameinfo create_connection create_server sendfile start_tls create_unix_connection
            create_unix_server connect_accepted_socket create_datagram_endpoint sock_recv sock_recv_into sock_recvfrom
            sock_recvfrom_into sock_sendall sock_sendto sock_connect sock_accept sock_sendfile add_reader remove_reader
            add_writer remove_writer"""),
        ('pipes', 'connect_read_pipe connect_write_pipe'),
        ('processes', 'subprocess_shell subprocess_exec'),
        ('signals', 'add_signal_handler remove_signal_handler')):
    for _name in _names.split():
        absent.method(BaseEventLoop, _name, _lacking)


events._abstract(BaseEventLoop, """
    _make_socket_transport _make_ssl_transport _make_datagram_transport _make_read_pipe_transport
    _make_write_pipe_transport _process_events _write_to_self""")
events._abstract(BaseEventLoop, '_make_subprocess_transport', coroutine=True)


class SelectorEventLoop(BaseEventLoop):
    """The loop that programs get. It has the name of CPython's, since it is printed."""

    __module__ = 'asyncio.unix_events'

    def __init__(self):
        super().__init__()
        if logger := _logger():
            # Programs that log everything are known by this line.
            logger.debug('Using selector: %s', 'EpollSelector')


SelectorEventLoop.__name__ = SelectorEventLoop.__qualname__ = '_UnixSelectorEventLoop'
events.DefaultEventLoopPolicy._loop_factory = SelectorEventLoop


def __getattr__(name):
    if name == 'Server':
        from .unix_events import Server
        return Server
    if name == 'logger':
        from .log import logger
        return logger
    raise AttributeError(f'module {__name__!r} has no attribute {name!r}')
