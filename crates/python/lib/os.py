"""What of `os` makes sense without an operating system: names, and words about paths. The rest says why it is not there."""

import abc
import sys

# What is asked for without need of an answer; here modules of the library look for what they may use.
name, sep, altsep, extsep, pathsep, linesep, curdir, pardir, devnull = "posix", "/", None, ".", ":", "\n", ".", "..", "/dev/null"
error = OSError
O_RDONLY, O_WRONLY, O_RDWR = range(3)
supports_dir_fd = supports_fd = supports_follow_symlinks = supports_effective_ids = frozenset()
# There is no environment, so that nothing is set in it.
environ = {}


class PathLike(abc.ABC):
    """What has a path."""

    @abc.abstractmethod
    def __fspath__(self):
        raise NotImplementedError

    @classmethod
    def __subclasshook__(cls, subclass):
        return hasattr(subclass, "__fspath__") if cls is PathLike else NotImplemented


def fspath(path):
    """The path as text or bytes."""
    if isinstance(path, (str, bytes)):
        return path
    try:
        return type(path).__fspath__(path)
    except AttributeError:
        raise TypeError(f"expected str, bytes or os.PathLike object, not {type(path).__name__}") from None


class stat_result(tuple):
    """What is known of a file; of none, here."""


def fsencode(filename):
    """The path as bytes."""
    filename = fspath(filename)
    return filename.encode() if isinstance(filename, str) else filename


def fsdecode(filename):
    """The path as text."""
    filename = fspath(filename)
    return filename if isinstance(filename, str) else filename.decode()


def getcwd():
    """Where relative paths begin: at the root, as there is nothing else."""
    return "/"


def stat(path, *, dir_fd=None, follow_symlinks=True):
    """There are no files: none is found."""
    raise FileNotFoundError(2, "No such file or directory", path)


lstat = stat


def getenv(key, default=None):
    """A variable of the environment, where nothing is set."""
    return environ.get(key, default)


def cpu_count():
    """As many as a usual machine has; how many threads a pool takes follows from it."""
    return 4


def urandom(size):
    """Bytes that differ from call to call, but not from run to run: a run can be repeated."""
    global _random
    if _random is None:
        from _random import Random
        _random = Random(0)
    return _random.getrandbits(size * 8).to_bytes(size, "big") if size else b""


_random = None


class _Path(type(sys)):
    """`os.path`, as far as it is about the text of paths."""

    sep = sep

    @staticmethod
    def join(path, *paths):
        path = fspath(path)
        for more in map(fspath, paths):
            path = more if more.startswith("/") else path + more if not path or path.endswith("/") else f"{path}/{more}"
        return path

    @staticmethod
    def split(path):
        head, slash, tail = fspath(path).rpartition("/")
        return head.rstrip("/") or slash and "/", tail

    @staticmethod
    def splitext(path):
        path = fspath(path)
        start, dot, extension = path.rpartition(".")
        if "/" in extension or not start.rpartition("/")[2].strip("."):
            return path, ""
        return start, dot + extension

    def basename(self, path):
        return self.split(path)[1]

    def dirname(self, path):
        return self.split(path)[0]

    @staticmethod
    def isabs(path):
        return fspath(path).startswith("/")

    @staticmethod
    def normcase(path):
        return fspath(path)

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(f"module 'posixpath' has no attribute {name!r}")
        # All of it is Python's own module, which few ask for.
        import posixpath
        try:
            return getattr(posixpath, name)
        except AttributeError:
            raise AttributeError(f"module 'posixpath' has no attribute {name!r}") from None


path = _Path("posixpath")
sys.modules["os.path"] = path


def _absent(name):
    # A module's private names, and those that are looked for in every module, are no question.
    if name.rpartition(".")[2].startswith("__"):
        raise AttributeError(f"module 'os' has no attribute {name!r}")
    raise AttributeError(f"os.{name}: a browser page has no files, processes or environment")


def __getattr__(name):
    return _absent(name)
