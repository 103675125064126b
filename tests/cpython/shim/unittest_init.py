"""Stands in for the package unittest: cases, without loaders and runners."""

__unittest = True
from unittest.result import TestResult
from unittest.case import (
    addModuleCleanup,
    TestCase,
    FunctionTestCase,
    SkipTest,
    skip,
    skipIf,
    skipUnless,
    expectedFailure,
    doModuleCleanups,
    enterModuleContext,
)
import unittest.case, unittest.util


class TestSuite(list):
    def addTest(self, t):
        self.append(t)

    def addTests(self, ts):
        self.extend(ts)


class BaseTestSuite(TestSuite):
    pass


class TestLoader:
    pass


defaultTestLoader = TestLoader()


class TextTestRunner:
    def __init__(self, *a, **k):
        raise SkipTest("runner")


def main(*a, **k):
    pass


def makeSuite(*a, **k):
    return TestSuite()


def __getattr__(name):
    if name == "IsolatedAsyncioTestCase":
        import unittest.async_case

        return unittest.async_case.IsolatedAsyncioTestCase
    if name == "mock":
        import unittest.mock

        return unittest.mock
    raise AttributeError(name)
