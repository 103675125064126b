# recorded in real time
import time
from datetime import datetime

start = time.monotonic()
while time.monotonic() - start < 1:
    pass
print('one second', round(time.monotonic() - start, 1))

start = datetime.now()
while (datetime.now() - start).total_seconds() < 0.1:
    pass
print('a tenth')
