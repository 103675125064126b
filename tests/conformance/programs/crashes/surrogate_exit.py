import sys

try:
    sys.exit("bye \ud83d")
except SystemExit as error:
    print(ascii(error.code))
try:
    exec("print('\ud83d')")
except (UnicodeEncodeError, SyntaxError) as error:
    print(type(error).__name__)
try:
    eval("'\\ud83d'").encode()
except UnicodeEncodeError as error:
    print(error)
