# Dates out of texts.
import time
from datetime import date, datetime, timedelta, timezone

for text, form in (("2024-02-29", "%Y-%m-%d"), ("29 Feb 2024 13:05:09", "%d %b %Y %H:%M:%S"), ("Thursday 01 March 2018 01:02 PM", "%A %d %B %Y %I:%M %p"),
                   ("2024-01-01T10:00:00.123456", "%Y-%m-%dT%H:%M:%S.%f"), ("2024-01-01 +0200", "%Y-%m-%d %z"), ("2024 060", "%Y %j"),
                   ("10:11", "%H:%M"), ("12/31/99", "%m/%d/%y"), ("2024 W05 1", "%G W%V %u"), ("2024-01-01 10:00:00Z", "%Y-%m-%d %H:%M:%S%z")):
    print(text, "->", datetime.strptime(text, form))
for text, form in (("2024-13-01", "%Y-%m-%d"), ("hello", "%Y"), ("2024 x", "%Y"), ("1", "%d%"), ("1", "%!")):
    try:
        print(datetime.strptime(text, form))
    except ValueError as error:
        print("ValueError:", error)
print(time.strptime("30 Nov 00", "%d %b %y"), time.strptime("2024-01-02 03:04:05", "%Y-%m-%d %H:%M:%S").tm_yday)
print(datetime(2024, 1, 2, 3, 4, 5, 6, tzinfo=timezone(timedelta(hours=2))).strftime("%Y %b %d %a %H:%M:%S %f %z %j %U %% %p"), date(2024, 5, 1).strftime("%d.%m.%y"))
print(datetime.fromisoformat("2024-01-02T03:04:05+01:00"), datetime(2024, 1, 2).isocalendar(), date.fromisocalendar(2024, 1, 1))
