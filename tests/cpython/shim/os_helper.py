"""Stands in for test.support.os_helper: there are no files."""

import contextlib, unittest

TESTFN = "@test_nowhere"
TESTFN_UNDECODABLE = None
TESTFN_UNICODE = TESTFN_ASCII = TESTFN


def unlink(name):
    pass


rmtree = rmdir = unlink


@contextlib.contextmanager
def temp_dir(*a, **k):
    raise unittest.SkipTest("files")
    yield


temp_cwd = change_cwd = temp_dir


def create_empty_file(*a):
    raise unittest.SkipTest("files")


class FakePath:
    def __init__(self, path):
        self.path = path

    def __fspath__(self):
        return self.path


class EnvironmentVarGuard(dict):
    def __enter__(self):
        return self

    def __exit__(self, *a):
        pass

    def set(self, k, v):
        self[k] = v

    def unset(self, k):
        self.pop(k, None)


def can_symlink():
    return False


skip_unless_symlink = unittest.skip("files")
