# A name that would be right if it were a keyword.
import traceback

TEXTS = [
    'x = 1 // c d',
    'else:\n    pass',
    'fn f():\n    pass',
    'function f():\n    pass',
    'hello world',
    'foo bar',
    'foo bar baz',
    'Async def f():\n    pass',
    'Def f():\n    pass',
    'If x:\n    pass',
    'Import os',
    'Print "a"',
    'if x adn y:\n    pass',
    'import a sa b',
    'assrt x',
    'asnyc def f():\n    pass',
    'import asyncio\n\nasnyc def main():\n    pass',
    'import asyncio\n\nasync def main():\n    await asyncio.sleep(1)\n    awit asyncio.sleep(2)',
    'async def f():\n    awiat x',
    'async def f():\n    x = awiat g()',
    'clas A:\n    pass',
    'deff f():\n    pass',
    'dle x',
    'try:\n    pass\nexept:\n    pass',
    'fro x in range(3):\n    pass',
    'form asyncio import run',
    'globla x',
    'fi x:\n    pass',
    'improt asyncio',
    'x = 1\ny = 2\nimport asyncio\nimprot json',
    'for x ni y:\n    pass',
    'f = lamdba x: 1',
    'if nto x:\n    pass',
    'def f(): pas x',
    'riase A',
    'def f():\n    retrun 1',
    'tyr:\n    pass\nexcept:\n    pass',
    'whlie True:\n    pass',
    'wiht a:\n    pass',
    'def f():\n    yeild 1',
]

for text in TEXTS:
    try:
        compile(text + "\n", "text.py", "exec")
    except SyntaxError as error:
        print("".join(traceback.format_exception_only(error)), end="")
    else:
        print("compiles:", text.splitlines()[0])
