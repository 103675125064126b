# recorded in real time
import asyncio
from datetime import datetime, timedelta

async def main():
    start = datetime.now()
    end = start + timedelta(milliseconds=200)
    while datetime.now() < end:
        await asyncio.sleep(0)
    print(datetime.now() >= end)
    end = datetime.now() + timedelta(milliseconds=50)
    while datetime.now() < end:
        pass
    print(round((datetime.now() - start).total_seconds(), 1) >= 0.2)

asyncio.run(main())
