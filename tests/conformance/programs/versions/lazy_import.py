# only 3.14 3.15
# Since 3.15 an import may wait until what it brings is used: at a module's top level only.
TEXTS = [
    "lazy import json\nprint(json.dumps([1]))\n",
    "lazy from json import dumps as d, loads\nprint(d([2]), loads('3'))\n",
    "if True:\n    lazy import json\nprint(json.dumps([4]))\n",
    "def f():\n    lazy import json\n",
    "async def f():\n    lazy from json import dumps\n",
    "class C:\n    lazy import json\n",
    "class C:\n    def f(self):\n        lazy import json\n",
    "try:\n    lazy import json\nexcept ImportError:\n    pass\n",
    "try:\n    pass\nfinally:\n    if True:\n        lazy import json\n",
    "def f():\n    try:\n        lazy import json\n    finally:\n        pass\n",
    "lazy from json import *\n",
    "lazy from __future__ import annotations\n",
    "lazy = 1\nprint(lazy)\n",
]
for text in TEXTS:
    try:
        exec(compile(text, "text.py", "exec"), {})
    except SyntaxError as error:
        print(error.msg, error.lineno, error.offset, error.end_lineno, error.end_offset)
