# What errors say that have other words in other versions.
from abc import ABC, abstractmethod


class Shape(ABC):
    @abstractmethod
    def area(self):
        pass


class Slots:
    __slots__ = ("a",)


def function(first, *, count):
    pass


TEXTS = [
    "Shape()", "print(1, foo=2)", "sorted([], foo=1)", "{[]: 1}", "{[]}", "{1: 2}[[]]", "set().add([])", "hash([])",
    "[].remove(1)", "[1].index('a')", "['a'].remove('b')", "1 in 5", "1 // 0", "1 % 0", "1 / 0", "max([])", "min(())", "2.0 ** 10000",
    "0 ** -1", "'%d' % 'x'", "function(*5)", "function(**5)", "int('x')", "float('x')", "[1][2]", "(1,)[2]", "'abc'[5]", "[].pop()",
    "int.from_bytes(5)", "'a' + 1", "1 + 'a'", "len(5)", "iter(5)", "next(5)", "abs('a')", "ord('ab')", "None + 1", "[] + ()",
    "function()", "function(1, 2)", "function(1)", "Slots().b", "chr(-1)", "range(1.5)", "isinstance(1, 5)", "5()", "5[0]",
]
STATEMENTS = [
    "a, b = [1, 2, 3]", "a, b = [1]", "a, b = 5", "(a, *b) = []", "with 5: pass", "raise 5", "Slots().b = 1", "(5).foo = 1", "del {}['a']",
    "d = {}\nd[[]] = 1", "import asyncio\nasync def f():\n    await 5\nf().send(None)",
    "import asyncio\nasync def f():\n    async with 5:\n        pass\nf().send(None)",
    "import re\nre.compile('(')", "b'\\xff'.decode()",
]
for text in TEXTS + STATEMENTS:
    try:
        exec(text)
    except Exception as error:
        print(text.replace("\n", "; "), "->", type(error).__module__, type(error).__name__, error)
