"""What runs the program. Python's own module asks the operating system, and reads `sys.version` as CPython writes it."""

import sys
from collections import namedtuple

__all__ = ["architecture", "machine", "node", "platform", "processor", "python_branch", "python_build", "python_compiler",
           "python_implementation", "python_revision", "python_version", "python_version_tuple", "release", "system", "uname", "version"]

uname_result = namedtuple("uname_result", "system node release version machine", module="platform")


def system():
    return sys.platform.title()


def python_version():
    return "{}.{}.{}".format(*sys.version_info)


def python_version_tuple():
    return tuple(python_version().split("."))


def python_implementation():
    return "RustPython"


def platform(aliased=False, terse=False):
    return f"{system()}-{python_implementation()}"


def architecture(executable=None, bits="", linkage=""):
    return bits or f"{sys.maxsize.bit_length() + 1}bit", linkage


def uname():
    return uname_result(system(), "", "", "", "")


def python_build():
    return "", ""


# Of the machine behind it a page knows nothing.
def _unknown():
    return ""


machine = node = processor = release = version = python_compiler = python_branch = python_revision = _unknown
