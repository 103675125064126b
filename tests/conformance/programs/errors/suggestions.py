# Which name may have been meant: what each version says of it, and in which errors.
import traceback


class Counter:
    def __init__(self):
        self.value = 1
        self._hidden = 2
        self.steps = []

    def bare(self):
        return value

    def near(self):
        return self.valeu

    def hidden(self):
        return self.hidden_

    def other(self):
        countr = 1
        return counter


counter = Counter()
TEXTS = [
    "countr", "pritn('x')", "random.random()", "tiem.sleep(1)", "asyncio.run(1)", "sys", "math", "Tru", "none",
    "counter.valeu", "counter.hidden", "counter._hiden", "counter.append(1)", "Counter.valu", "counter.bare()",
    "counter.near()", "counter.other()", "[].appendd(1)", "[].push(1)", "[].add(1)", "(1,).append(2)",
    "'a'.toUpperCase()", "'a'.lenght", "{}.put(1, 2)", "{}.has_key(1)", "frozenset().add(1)", "{}.entries()",
    "__import__('math').sqr(2)", "None.foo", "(5).real_", "变量",
]
STATEMENTS = [
    "from math import squareroot", "from math import sqr", "from json import dump5", "from collections import OrderDict",
    "import asyncio\nasyncio.sleeep(1)", "import asynico", "import nosuchthing",
    "from asyncio import sleeep, gather",
]

for text in TEXTS + STATEMENTS:
    try:
        exec(text)
    except Exception as error:
        said = "".join(traceback.format_exception_only(error)).strip()
        print(text.replace("\n", "; "), "->", said.split(" (")[0] + said[said.index(")") + 1:] if " (/" in said or "unknown location" in said else said)
    else:
        print(text, "is there")
