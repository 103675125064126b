# record: end
import asyncio

async def main():
    print(asyncio.get_event_loop() is asyncio.get_running_loop())

asyncio.run(main())
made = asyncio.new_event_loop()
asyncio.set_event_loop(made)
print(asyncio.get_event_loop() is made)
made.close()
asyncio.set_event_loop(None)
try:
    asyncio.get_event_loop()
except RuntimeError as error:
    print(error)
