"""The names of signals. Nobody sends one to a page: to set a handler says so."""

SIGHUP, SIGINT, SIGQUIT, SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGKILL, SIGUSR1, SIGSEGV, SIGUSR2, SIGPIPE, SIGALRM, SIGTERM, \
    SIGSTKFLT, SIGCHLD, SIGCONT, SIGSTOP, SIGTSTP, SIGTTIN, SIGTTOU, SIGURG, SIGXCPU, SIGXFSZ, SIGVTALRM, SIGPROF, SIGWINCH, SIGIO, \
    SIGPWR, SIGSYS = range(1, 32)
SIGIOT, SIGCLD, SIGPOLL, SIGRTMIN, SIGRTMAX, NSIG = SIGABRT, SIGCHLD, SIGIO, 34, 64, 65
SIG_DFL, SIG_IGN = range(2)
SIG_BLOCK, SIG_UNBLOCK, SIG_SETMASK = range(3)
ITIMER_REAL, ITIMER_VIRTUAL, ITIMER_PROF = range(3)

_WORDS = {SIGHUP: "Hangup", SIGINT: "Interrupt", SIGQUIT: "Quit", SIGILL: "Illegal instruction", SIGTRAP: "Trace/breakpoint trap",
          SIGABRT: "Aborted", SIGBUS: "Bus error", SIGFPE: "Floating point exception", SIGKILL: "Killed",
          SIGUSR1: "User defined signal 1", SIGSEGV: "Segmentation fault", SIGUSR2: "User defined signal 2", SIGPIPE: "Broken pipe",
          SIGALRM: "Alarm clock", SIGTERM: "Terminated", SIGCHLD: "Child exited"}


class ItimerError(OSError):
    __module__ = "signal"


def default_int_handler(signalnum, frame, /):
    """What Ctrl-C does."""
    raise KeyboardInterrupt


def _number(signalnum):
    if not 1 <= signalnum < NSIG:
        raise ValueError("signal number out of range")
    return signalnum


def getsignal(signalnum, /):
    return default_int_handler if _number(signalnum) == SIGINT else SIG_IGN if signalnum in (SIGPIPE, SIGXFSZ) else SIG_DFL


def strsignal(signalnum, /):
    return _WORDS.get(_number(signalnum))


def valid_signals():
    return {*range(1, 32), *range(SIGRTMIN, NSIG)}


def _absent(name):
    def absent(*args, **kwargs):
        raise NotImplementedError(f"signal.{name}() is not available: nobody sends signals to a browser page; "
                                  "Ctrl-C and Stop raise KeyboardInterrupt")

    absent.__name__ = absent.__qualname__ = name
    absent.__module__ = "signal"
    return absent


for _name in ("signal", "raise_signal", "alarm", "setitimer", "getitimer", "pause", "siginterrupt", "set_wakeup_fd"):
    globals()[_name] = _absent(_name)
del _name
