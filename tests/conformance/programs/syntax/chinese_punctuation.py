# Brackets, colons, commas and quotes as a Chinese keyboard gives them.
import traceback

TEXTS = [
    'é = 1\nprint(é)',
    'x = 5°',
    'x = 😀',
    'x = 5€',
    'x\xa0= 1',
    'x = 5²',
    '名字 = "张三" 年龄 = 3',
    'a ＆ b',
    'x → y',
    '＠deco\ndef f(): pass',
    'x = 1＼',
    'print(《a》)',
    'x = ｛1｝',
    'x = 【1】',
    '变量.方法（）',
    'if True：\n    pass',
    'print(1，2)',
    'x = [1，2]',
    'print("你好" 名字)',
    'print(「a」)',
    'x = 5 — 3',
    'def f（x）:\n    pass',
    'x = 6 ÷ 3',
    'asyncio．run(main())',
    'x = [1、2]',
    'x = …',
    'x ＝ 1',
    'print("a"）！',
    'x = 1\nprint(f“{x}”)',
    'Ａ = 1\nprint(A)',
    'if x ≥ 3: pass',
    '＃ comment',
    'if True:\n\u3000\u3000print(1)',
    'x = 1＜2',
    'x = a·b',
    'x = 5 − 3',
    'x = 5 × 3',
    '变量 = 1\nprint(变量)',
    'if x ≠ 3: pass',
    'x = １',
    'print（"你好"）',
    'print("你好"）',
    'print（"你好")',
    'x = （1 + 2） * 3\ny = 4',
    'x = 1。',
    'x = 1＋2',
    'x = 1？',
    'print(“你好”)',
    'print(‘a’)',
    'x = 1；',
    'x\u3000= 1',
    'x = ［1］',
    'a＿b = 1\nprint(a_b)',
    'print("你好)',
    'print("你好”)',
]

for text in TEXTS:
    try:
        compile(text + "\n", "text.py", "exec")
    except SyntaxError as error:
        print("".join(traceback.format_exception_only(error)), end="")
    else:
        print("compiles:", text.splitlines()[0])
