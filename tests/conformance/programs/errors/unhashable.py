# record: end
# What cannot be in a set: the error is said to come from nothing else.
import traceback

try:
    {[]}
except TypeError:
    traceback.print_exc()
set().add({})
