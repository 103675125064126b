"""Stands in for the package test.test_json: there is one implementation of json only."""

import json, unittest


class PyTest(unittest.TestCase):
    pass


class CTest(unittest.TestCase):
    json = json
    loads = staticmethod(json.loads)
    dumps = staticmethod(json.dumps)
    JSONDecodeError = staticmethod(json.JSONDecodeError)


def load_tests(*a):
    pass
