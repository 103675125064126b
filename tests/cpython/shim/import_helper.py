"""Stands in for test.support.import_helper: there is one implementation of each module only."""

import unittest, sys, contextlib


def import_module(name, deprecated=False, *, required_on=()):
    try:
        __import__(name)
        return sys.modules[name]
    except ImportError as e:
        raise unittest.SkipTest(str(e))


def import_fresh_module(name, fresh=(), blocked=(), deprecated=False):
    # one variant only: with the accelerator "fresh", the module itself; "blocked" variants are dropped
    if blocked and name not in ("functools", "collections", "json", "statistics"):
        return None
    __import__(name)
    return sys.modules[name]


@contextlib.contextmanager
def ready_to_import(*a, **k):
    raise unittest.SkipTest("files")
    yield


@contextlib.contextmanager
def isolated_modules():
    yield


class DirsOnSysPath:
    pass


class CleanImport:
    def __init__(self, *names, usefrozen=False):
        pass

    def __enter__(self):
        return self

    def __exit__(self, *a):
        pass


def unload(name):
    sys.modules.pop(name, None)


def forget(name):
    unload(name)
