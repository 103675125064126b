import textwrap

text = "the quick brown fox jumps over the lazy dog"
print(textwrap.wrap(text, 15))
print(textwrap.fill("the quick brown fox jumps over the lazy dog", 20))
print(textwrap.dedent("    a\n      b\n"), textwrap.shorten("a long text that is cut", 12), textwrap.indent("x\ny", "> "))
