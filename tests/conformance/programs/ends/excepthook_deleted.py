# record: end
import sys

del sys.excepthook
raise ValueError("nobody prints this, or does it")
