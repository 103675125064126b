import asyncio


async def main():
    loop = asyncio.get_running_loop()
    start = loop.time()

    def show(text):
        print(f"{loop.time() - start:.1f} {text}")

    loop.call_later(0.2, show, "later 0.2")
    loop.call_later(0.1, show, "later 0.1")
    loop.call_at(start + 0.3, show, "at 0.3")
    loop.call_soon(show, "soon 1")
    loop.call_soon(show, "soon 2")
    loop.call_soon_threadsafe(show, "soon 3")
    show("main goes on")
    await asyncio.sleep(0)
    show("main after sleep(0)")
    await asyncio.sleep(0.4)
    show("end")


asyncio.run(main())
