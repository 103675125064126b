"""Stands in for difflib, with which unittest words a failure: no test depends on how."""


def ndiff(a, b, *r, **k):
    return ["- " + x for x in a] + ["+ " + x for x in b]


def unified_diff(a, b, *r, **k):
    return ndiff(a, b)


def get_close_matches(*a, **k):
    return []
