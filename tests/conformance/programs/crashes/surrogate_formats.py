half = "\ud83d"
print(ascii(f"{half}"), ascii(f"{half!r:>12}"), ascii("%s" % half), ascii("{}".format(half)))
print(ascii(half.upper() + half.ljust(3, "-") + half.center(5)), half.isalpha(), len(half), half.split(half))
for what in [int, float]:
    try:
        what(half)
    except ValueError as error:
        print(type(error).__name__)
try:
    getattr(1, half)
except AttributeError as error:
    print(type(error).__name__)
try:
    input(half)
except UnicodeEncodeError as error:
    print(error)
