import asyncio
import threading


def who():
    return threading.current_thread().name, threading.current_thread() is threading.main_thread()


async def main():
    print(who())
    print(await asyncio.to_thread(who))
    print(await asyncio.to_thread(who))


asyncio.run(main())
print(threading.active_count(), [thread.name for thread in threading.enumerate()])
