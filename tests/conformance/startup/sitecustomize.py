"""Python imports this when it starts: the program that it then runs, as `python3 PROGRAM` always does, has the jumping clock."""

import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:] = [path for path in sys.path if os.path.abspath(path) != HERE]
sys.path.insert(0, os.path.dirname(HERE))
import virtual

del sys.path[0]
virtual.install()
