import asyncio


def work():
    try:
        asyncio.get_running_loop()
    except RuntimeError as error:
        print(error)
    try:
        asyncio.get_event_loop()
    except RuntimeError as error:
        print(error)


asyncio.run(asyncio.to_thread(work))
