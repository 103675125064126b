"""Stands in for test.support.threading_helper: a test that starts threads is skipped."""

import contextlib, unittest


def threading_setup():
    return ()


def threading_cleanup(*a):
    pass


def reap_threads(f):
    return f


def join_thread(t, timeout=None):
    t.join()


can_start_thread = False


def requires_working_threading(*, module=False):
    if module:
        raise unittest.SkipTest("threads")
    return unittest.skip("threads")


@contextlib.contextmanager
def start_threads(*a, **k):
    raise unittest.SkipTest("threads")
    yield


@contextlib.contextmanager
def wait_threads_exit(timeout=None):
    yield


@contextlib.contextmanager
def catch_threading_exception():
    yield
