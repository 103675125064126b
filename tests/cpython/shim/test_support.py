"""Stands in for test.support, as far as the bundled tests use it."""

import contextlib, functools, io, sys, types, unittest

verbose = 0
use_resources = None
SHORT_TIMEOUT = LONG_TIMEOUT = LOOPBACK_TIMEOUT = INTERNET_TIMEOUT = 30.0
is_wasi = is_emscripten = is_android = False
is_jython = False
has_fork_support = has_subprocess_support = False
has_socket_support = False
can_use_suppress_immortalization = False
MS_WINDOWS = False
C_RECURSION_LIMIT = 1000
HAVE_DOCSTRINGS = False
MISSING_C_DOCSTRINGS = True
REPO_ROOT = "/nowhere"
_1M = 2**20
_1G = 2**30
_2G = 2**31
_4G = 2**32
MAX_Py_ssize_t = sys.maxsize
Py_DEBUG = False


class Error(Exception):
    pass


class TestFailed(Error):
    pass


def _skip(why):
    def deco(f=None, *a, **k):
        return unittest.skip(why)(f)

    return deco


cpython_only = _skip("implementation detail (cpython_only)")
refcount_test = _skip("refcount")
requires_debug_ranges = lambda reason="": lambda f: f
has_no_debug_ranges = lambda: False
requires_docstrings = _skip("docstrings")
requires_IEEE_754 = lambda f: f
skip_if_pgo_task = lambda f: f
no_tracing = lambda f: f
anticipate_failure = lambda cond: unittest.expectedFailure if cond else (lambda f: f)


def requires_fork():
    return _skip("fork")


def requires_subprocess():
    return _skip("subprocess")


def requires_working_socket(*, module=False):
    if module:
        return
    return _skip("socket")


def requires_resource(r):
    return _skip("resource " + r)


def requires_mac_ver(*a):
    return lambda f: f


def requires_limited_api(f):
    return _skip("api")(f)


def requires(resource, msg=None):
    raise unittest.SkipTest("resource " + resource)


def is_resource_enabled(r):
    return False


def skip_if_broken_multiprocessing_synchronize():
    pass


def skip_if_sanitizer(*a, **k):
    return lambda f: f


def bigmemtest(size, memuse, dry_run=True):
    return _skip("bigmem")


bigaddrspacetest = _skip("bigaddrspace")


def impl_detail(msg=None, **guards):
    return _skip("implementation detail")


def check_impl_detail(**guards):
    return False


def gc_collect():
    pass


def reap_children():
    pass


def findfile(name, subdir=None):
    return "/nowhere/" + name


def check_sizeof(test, o, size):
    raise unittest.SkipTest("sizeof")


def calcobjsize(fmt):
    raise unittest.SkipTest("sizeof")


calcvobjsize = calcobjsize


def check_disallow_instantiation(testcase, tp, *args, **kwds):
    testcase.assertRaises(TypeError, tp, *args, **kwds)


def check__all__(*a, **k):
    raise unittest.SkipTest("__all__")


def load_package_tests(*a):
    raise unittest.SkipTest("package")


def run_doctest(*a, **k):
    raise unittest.SkipTest("doctest")


def setswitchinterval(x):
    pass


def wait_process(*a, **k):
    raise unittest.SkipTest("process")


def get_attribute(obj, name):
    try:
        return getattr(obj, name)
    except AttributeError:
        raise unittest.SkipTest(f"{obj!r} has no {name!r}")


@contextlib.contextmanager
def disable_gc():
    yield


@contextlib.contextmanager
def adjust_int_max_str_digits(n):
    cur = sys.get_int_max_str_digits()
    try:
        sys.set_int_max_str_digits(n)
        yield
    finally:
        sys.set_int_max_str_digits(cur)


@contextlib.contextmanager
def infinite_recursion(max_depth=75):
    orig = sys.getrecursionlimit()
    try:
        if max_depth < orig:
            sys.setrecursionlimit(max_depth)
        yield
    finally:
        sys.setrecursionlimit(orig)


@contextlib.contextmanager
def swap_attr(obj, attr, new):
    if hasattr(obj, attr):
        real = getattr(obj, attr)
        setattr(obj, attr, new)
        try:
            yield real
        finally:
            setattr(obj, attr, real)
    else:
        setattr(obj, attr, new)
        try:
            yield
        finally:
            if hasattr(obj, attr):
                delattr(obj, attr)


@contextlib.contextmanager
def swap_item(obj, item, new):
    if item in obj:
        real = obj[item]
        obj[item] = new
        try:
            yield real
        finally:
            obj[item] = real
    else:
        obj[item] = new
        try:
            yield
        finally:
            if item in obj:
                del obj[item]


@contextlib.contextmanager
def captured_output(name):
    orig = getattr(sys, name)
    setattr(sys, name, io.StringIO())
    try:
        yield getattr(sys, name)
    finally:
        setattr(sys, name, orig)


def captured_stdout():
    return captured_output("stdout")


def captured_stderr():
    return captured_output("stderr")


def captured_stdin():
    return captured_output("stdin")


class catch_unraisable_exception:
    def __init__(self):
        self.unraisable = None
        self._old = None

    def _hook(self, u):
        self.unraisable = u

    def __enter__(self):
        self._old = sys.unraisablehook
        sys.unraisablehook = self._hook
        return self

    def __exit__(self, *e):
        sys.unraisablehook = self._old
        del self.unraisable


class _ALWAYS_EQ:
    def __eq__(self, other):
        return True

    def __ne__(self, other):
        return False


ALWAYS_EQ = _ALWAYS_EQ()


class _NEVER_EQ:
    def __eq__(self, other):
        return False

    def __ne__(self, other):
        return True

    def __hash__(self):
        return 1


NEVER_EQ = _NEVER_EQ()


@functools.total_ordering
class _LARGEST:
    def __eq__(self, other):
        return isinstance(other, _LARGEST)

    def __lt__(self, other):
        return False


LARGEST = _LARGEST()


@functools.total_ordering
class _SMALLEST:
    def __eq__(self, other):
        return isinstance(other, _SMALLEST)

    def __gt__(self, other):
        return False


SMALLEST = _SMALLEST()


def maybe_get_event_loop_policy():
    import asyncio.events

    return getattr(asyncio.events, "_event_loop_policy", None)


class MatchError:
    pass


class SaveSignals:
    def save(self):
        pass

    def restore(self):
        pass


def sortdict(d):
    return "{%s}" % ", ".join("%r: %r" % p for p in sorted(d.items()))


def iter_builtin_types():
    return iter(())


def with_pymalloc():
    return False


def print_warning(msg):
    pass


def flush_std_streams():
    pass


def check_syntax_error(testcase, statement, errtext="", *, lineno=None, offset=None):
    with testcase.assertRaisesRegex(SyntaxError, errtext) as cm:
        compile(statement, "<test string>", "exec")
    err = cm.exception
    testcase.assertIsNotNone(err.lineno)
    if lineno is not None:
        testcase.assertEqual(err.lineno, lineno)
    testcase.assertIsNotNone(err.offset)
    if offset is not None:
        testcase.assertEqual(err.offset, offset)


class check_free_after_iterating:
    pass


def patch(test_instance, object_to_patch, attr_name, new_value):
    getattr(object_to_patch, attr_name)
    orig = getattr(object_to_patch, attr_name)
    test_instance.addCleanup(setattr, object_to_patch, attr_name, orig)
    setattr(object_to_patch, attr_name, new_value)


def late_deletion(obj):
    pass


def run_in_subinterp(code):
    raise unittest.SkipTest("subinterp")


import test.support.import_helper as import_helper
import test.support.os_helper as os_helper
import test.support.warnings_helper as warnings_helper
import test.support.threading_helper as threading_helper
import test.support.script_helper as script_helper
import test.support.socket_helper as socket_helper
