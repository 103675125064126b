import asyncio


def debounce(delay):
    def decorate(function):
        handle = None

        def call(*args):
            nonlocal handle
            if handle:
                handle.cancel()
            handle = asyncio.get_running_loop().call_later(delay, function, *args)

        return call

    return decorate


@debounce(0.1)
def save(text):
    print("saved", text)


async def main():
    for text, pause in (("h", 0.05), ("he", 0.03), ("hel", 0.2), ("hell", 0.02), ("hello", 0.3)):
        print("typed", text)
        save(text)
        await asyncio.sleep(pause)


asyncio.run(main())
