"""What every interpreter does first: modules of ours can be imported, time is the loop's, tracebacks are CPython's."""

import builtins
import sys
# Before anything else: its classes are what the native parts are made with.
import _contextvars
import _asyncio
import _frozen_importlib as _importlib
import _codecs
import _imp
import _loopscope_clock as _clock
import _loopscope_sources as _sources
import gc as _gc
import time as _time
import _warnings


class _Kept:
    """Brings back what RustPython's packed modules were when the interpreter started: in a browser they are no longer packed."""

    modules = {name: sys.modules[name] for name in _imp._frozen_module_names() if name in sys.modules}

    @staticmethod
    def create_module(spec):
        return _Kept.modules[spec.name]

    @staticmethod
    def exec_module(module):
        pass


class _Dates:
    """The module `time` for `datetime`."""

    time = _clock.date

    def __getattr__(self, name):
        return getattr(_time, name)


class _Importer:
    """Finds the modules that stand in the engine, and runs them."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        if name in _Kept.modules:
            return _importlib.ModuleSpec(name, _Kept, origin="loopscope")
        package = _sources.is_package(name)
        if package is None:
            # What else is packed finds files and archives, of which there are none.
            return _packed.find_spec(name) if name == "copyreg" else None
        return _importlib.ModuleSpec(name, _Importer, origin="loopscope", is_package=package)

    @staticmethod
    def create_module(spec):
        return None

    @staticmethod
    def exec_module(module):
        _sources.run(module.__spec__.name, module.__dict__)
        if module.__spec__.name == "_pydatetime":
            # `time.time()` is rounded up here and there, so that no wait looks too short. A date is exact.
            module._time = _Dates()


_packed = sys.meta_path.pop()
sys.meta_path.insert(0, _Importer)


def _patch():
    gmtime = _time.gmtime

    def now(seconds):
        return _clock.date() if seconds is None else seconds

    for name in ("time", "time_ns", "monotonic", "monotonic_ns", "perf_counter", "perf_counter_ns", "process_time", "process_time_ns", "sleep"):
        setattr(_time, name, getattr(_clock, name))
    _time.thread_time, _time.thread_time_ns = _time.process_time, _time.process_time_ns

    def utc(seconds=None):
        seconds = now(seconds)
        moment = gmtime(seconds)
        # In a browser RustPython counts weekdays from Sunday on.
        weekday = (int(seconds // 86400) + 3) % 7
        if moment.tm_wday == weekday:
            return moment
        return _time.struct_time((*moment[:6], weekday, *moment[7:9]))

    # As what is native, they are no methods of a class that has them.
    _time.gmtime = _time.localtime = staticmethod(utc)

    def by_our_clock(native):
        """The function, which takes the present moment where it is given none."""
        def at(*args):
            return native(*args, utc()) if len(args) == at_least else native(*args)
        at_least = 1 if native is _time.strftime else 0
        at.__name__ = at.__qualname__ = native.__name__
        return staticmethod(at)

    for name in ("strftime", "asctime"):
        setattr(_time, name, by_our_clock(getattr(_time, name)))
    asctime = _time.asctime

    def ctime(seconds=None):
        return asctime(utc(seconds))

    _time.ctime = staticmethod(ctime)
    # A page's Python is at Greenwich, and in a browser RustPython does not say so.
    for name, value in (("tzname", ("UTC", "UTC")), ("timezone", 0), ("altzone", 0), ("daylight", 0)):
        if not hasattr(_time, name):
            setattr(_time, name, value)


def _excepthook(kind, value, tb):
    # RustPython words tracebacks as a later Python does. To load the module is worth it only now.
    import traceback
    _tell(traceback._report(value))


def _tell(text):
    # What is told there fails silently.
    try:
        sys.stderr.write(text)
        sys.stderr.flush()
    except Exception:
        pass


class _Stdin:
    name, mode, encoding, errors, closed = "<stdin>", "r", "utf-8", "strict", False

    def __init__(self, source):
        self.readline = lambda size=-1: source.readline()

    def __iter__(self):
        return iter(self.readline, "")

    def readlines(self, hint=-1):
        return list(self)

    def read(self, size=-1):
        return "".join(self)

    def readable(self):
        return True

    def isatty(self):
        return False


def _open(*args, **kwargs):
    import io
    return io.open(*args, **kwargs)


def _codec(name):
    # The interpreter itself knows those that most texts are in.
    import encodings
    return encodings.search_function(name)


class _Quitter:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return f"Use {self.name}() or Ctrl-D (i.e. EOF) to exit"

    def __call__(self, code=None):
        raise SystemExit(code)


class _Later:
    """The text of warnings that only later Pythons give."""

    @staticmethod
    def match(text):
        return text.startswith("coroutine method '")


class _Syntax:
    """The text of what the compiler warns of in later Pythons only. Before it is shown, who shows it as CPython does has to be there."""

    @staticmethod
    def match(text):
        import warnings
        return (not _asyncio._since(12) and "escape sequence" in text
                or not _asyncio._since(14) and text.endswith("' in a 'finally' block"))


_warnings.filters.insert(0, ("ignore", _Syntax, SyntaxWarning, None, 0))
_warnings.filters.insert(0, ("ignore", _Later, RuntimeWarning, None, 0))
_codecs.register(_codec)
def _name_errors():
    # In a browser RustPython's `errno` is empty, which modules of the library do not expect: these are Linux's.
    import errno
    names = ("EPERM ENOENT ESRCH EINTR EIO ENXIO E2BIG ENOEXEC EBADF ECHILD EAGAIN ENOMEM EACCES EFAULT ENOTBLK EBUSY EEXIST EXDEV"
             " ENODEV ENOTDIR EISDIR EINVAL ENFILE EMFILE ENOTTY ETXTBSY EFBIG ENOSPC ESPIPE EROFS EMLINK EPIPE EDOM ERANGE")
    numbers = {name: number for number, name in enumerate(names.split(), 1)}
    numbers.update(EWOULDBLOCK=11, ENAMETOOLONG=36, ENOSYS=38, ENOTEMPTY=39, ELOOP=40, ECONNABORTED=103, ECONNRESET=104,
                   ETIMEDOUT=110, ECONNREFUSED=111)
    for name, number in numbers.items():
        if not hasattr(errno, name):
            setattr(errno, name, number)


_name_errors()
builtins.open = _open
builtins.quit, builtins.exit = _Quitter("quit"), _Quitter("exit")
sys.stdin = sys.__stdin__ = _Stdin(sys.stdin)
sys.excepthook = sys.__excepthook__ = _excepthook
_patch()
_gc.collect = _asyncio._collect
