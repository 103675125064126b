# recorded in real time
# What is given no moment takes the present one: by the same clock that the sleeps are on.
import asyncio
import time


def seconds(text):
    hours, minutes, seconds = map(int, text.split(":"))
    return 3600 * hours + 60 * minutes + seconds


async def main():
    before, date = time.strftime("%X"), time.asctime()
    await asyncio.sleep(2)
    print((seconds(time.strftime("%X")) - seconds(before)) % 86400 in (2, 3))
    print((seconds(time.ctime().split()[3]) - seconds(date.split()[3])) % 86400 in (2, 3))
    print(time.strftime("%Y") == str(time.localtime().tm_year) == time.ctime()[-4:] == time.asctime()[-4:])
    print(abs(time.mktime(time.strptime(time.ctime())) - time.time()) < 2)
    print(time.ctime(0), time.asctime(time.gmtime(60)), time.ctime(None)[-4:] == time.ctime()[-4:])
    for wrong in (lambda: time.strftime("%X", None), lambda: time.strftime(), lambda: time.asctime(1)):
        try:
            wrong()
        except TypeError as error:
            print(type(error).__name__)


asyncio.run(main())
