import string

print(string.ascii_lowercase, string.digits, string.hexdigits)
print(string.Template("$who likes ${what}").substitute(who="Ada", what="maths"))
print(string.Template("$a $b").safe_substitute(a=1), string.capwords("the quick fox"))
print("{} {1}".replace("{}", "{0}").format("a", "b"), "{name:>8}|{n:05.1f}".format(name="x", n=3.14159))
print("a,b,,c".split(","), "  a  b ".split(), "a-b-c".rsplit("-", 1), "x\ny\r\nz".splitlines())
print("abc".center(9, "*"), "7".zfill(3), "-7".zfill(4), "abc".ljust(5) + "|", "abc".rjust(5))
print("hello"[::-1], "hello".find("l"), "hello".rfind("l"), "hello".count("l"), "hello".index("o"))
print("Hello World".swapcase(), "hello world".title(), "HELLO".casefold(), "hello".capitalize())
print("prefix-name".removeprefix("prefix-"), "name.py".removesuffix(".py"), "a=b=c".partition("="), "a=b=c".rpartition("="))
print("abc".translate(str.maketrans("ab", "xy", "c")), "tab\tx".expandtabs(4), "x".join(["1", "2"]))
print("abc1".isalnum(), "abc".isalpha(), "12".isdigit(), " ".isspace(), "Ab".isupper(), "a_1".isidentifier())
