# record: end
import asyncio

loop = asyncio.new_event_loop()
try:
    loop.run_until_complete(5)
except TypeError as error:
    print("refused:", error)
loop.close()
try:
    asyncio.run(5)
except (ValueError, TypeError) as error:
    print("refused:", error)
