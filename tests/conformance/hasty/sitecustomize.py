"""Python imports this when it starts: threads then change places as often as they can, so that what depends on their luck comes to light."""

import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:] = [path for path in sys.path if os.path.abspath(path) != HERE]
# Seconds; the least that CPython takes.
sys.setswitchinterval(1e-6)
