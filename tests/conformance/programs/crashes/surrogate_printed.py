import sys

half = "\ud83d"
for text in [half, "ab" + half, half + half + "c", "x" + chr(0xDC00)]:
    try:
        print(text)
    except UnicodeEncodeError as error:
        print(error, "|", error.encoding, error.start, error.end, error.reason)
    try:
        sys.stdout.write(text)
    except UnicodeEncodeError:
        print("not written")
print(repr(half), ascii(half), {half: 1}, [half])
print(half.encode("utf-8", "backslashreplace"), half.encode("utf-8", "surrogatepass"), half.encode("utf-8", "replace"))
