"""What every interpreter does first: modules of ours can be imported, time is the loop's, tracebacks are CPython's."""

import builtins
import sys
# Before anything else: its classes are what the native parts are made with.
import _contextvars
import _asyncio
import _frozen_importlib as _importlib
import _imp
import _loopscope_clock as _clock
import _loopscope_sources as _sources
import time as _time


class _Kept:
    """Brings back what RustPython's packed modules were when the interpreter started: in a browser they are no longer packed."""

    modules = {name: sys.modules[name] for name in _imp._frozen_module_names() if name in sys.modules}

    @staticmethod
    def create_module(spec):
        return _Kept.modules[spec.name]

    @staticmethod
    def exec_module(module):
        pass


class _Importer:
    """Finds the modules that stand in the engine, and runs them."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        if name in _Kept.modules:
            return _importlib.ModuleSpec(name, _Kept, origin="loopscope")
        package = _sources.is_package(name)
        if package is None:
            return None
        return _importlib.ModuleSpec(name, _Importer, origin="loopscope", is_package=package)

    @staticmethod
    def create_module(spec):
        return None

    @staticmethod
    def exec_module(module):
        _sources.run(module.__spec__.name, module.__dict__)


sys.meta_path.insert(0, _Importer)


def _patch():
    gmtime = _time.gmtime

    def nanoseconds(clock):
        return lambda: round(clock() * 1_000_000_000)

    def now(seconds):
        return _clock.time() if seconds is None else seconds

    for name in ("monotonic", "perf_counter", "process_time", "thread_time"):
        setattr(_time, name, _clock.monotonic)
        setattr(_time, name + "_ns", nanoseconds(_clock.monotonic))
    _time.time = _clock.time
    _time.time_ns = nanoseconds(_clock.time)
    _time.sleep = _clock.sleep

    def utc(seconds=None):
        seconds = now(seconds)
        moment = gmtime(seconds)
        # In a browser RustPython counts weekdays from Sunday on.
        weekday = (int(seconds // 86400) + 3) % 7
        if moment.tm_wday == weekday:
            return moment
        return _time.struct_time((*moment[:6], weekday, *moment[7:9]))

    _time.gmtime = _time.localtime = utc


def _excepthook(kind, value, tb):
    # RustPython words tracebacks as a later Python does. To load the module is worth it only now.
    import traceback
    sys.stderr.write(traceback._report(value))


def _unraisablehook(args):
    import traceback
    text = "".join(traceback.format_exception(args.exc_type, args.exc_value, args.exc_traceback, chain=False))
    sys.stderr.write(f"Exception ignored in: {args.object!r}\n{text}")


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


builtins.open = _open
sys.stdin = sys.__stdin__ = _Stdin(sys.stdin)
sys.excepthook = sys.__excepthook__ = _excepthook
sys.unraisablehook = sys.__unraisablehook__ = _unraisablehook
_patch()
