import re

text = "Ada: 36, Bob: 41, Carol: 29"
print(re.findall(r"(\w+): (\d+)", text))
match = re.search(r"(?P<name>B\w+): (?P<age>\d+)", text)
print(match.group(), match["name"], match.groupdict(), match.span(), match.start("age"))
print(re.sub(r"\d+", lambda m: str(int(m[0]) + 1), text), re.sub(r"(\w)(\w+)", r"\2\1", "one two"))
print(re.split(r"[,:]\s*", text), re.split(r"(-)", "a-b-c"))
print(re.match(r"\d", "a1"), re.fullmatch(r"[a-z]+\d?", "abc1"))
pattern = re.compile(r"^\s*(\w+)\s*=\s*(.*?)\s*$", re.MULTILINE | re.IGNORECASE)
print(pattern.findall("a = 1\n  B=two \nnothing"))
print([m.group() for m in re.finditer(r"\b\w{3}\b", "one three two")], re.escape("a.b*c"))
print(re.subn("a", "b", "banana"), bool(re.search("HELLO", "say hello", re.I)), re.findall("(?<=@)\\w+", "me@home you@work"))
try:
    re.compile("(")
except re.error:
    print("re.error")
