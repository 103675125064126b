"""The standard streams are no terminals: nothing that is printed has colours."""


class _Plain:
    """A theme in which nothing stands out."""

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return _plain if name in ("argparse", "syntax", "traceback", "unittest", "difflib", "live_profiler") else ""


_plain = _Plain()


class ANSIColors(_Plain):
    pass


def get_colors(colorize=False, *, file=None):
    return _plain


def get_theme(*, tty_file=None, force_color=False, force_no_color=False):
    return _plain


def can_colorize(*, file=None):
    return False


def decolor(text):
    return text
