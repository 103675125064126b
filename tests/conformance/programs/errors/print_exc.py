import contextlib
import io
import re
import sys
import traceback


def cause():
    raise KeyError("the cause")


def effect():
    try:
        cause()
    except KeyError as error:
        raise RuntimeError("the effect") from error


def during():
    try:
        cause()
    except KeyError:
        raise TypeError("during the handling")


for function in (effect, during):
    text = io.StringIO()
    try:
        function()
    except Exception:
        traceback.print_exc(file=text)
    print(re.sub(r'File ".*?"', "File FILE", text.getvalue()))
