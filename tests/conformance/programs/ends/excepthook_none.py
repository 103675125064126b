# record: end
import sys

sys.excepthook = None
raise ValueError("who prints this")
