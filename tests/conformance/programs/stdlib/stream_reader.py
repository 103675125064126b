# A StreamReader that is fed by hand.
import asyncio


async def main():
    reader = asyncio.StreamReader()
    print(reader, reader.at_eof(), reader.exception())
    reader.feed_data(b"one\ntwo\nrest")
    print(await reader.readline(), await reader.readuntil(b"o"), await reader.read(2), await reader.readexactly(1))

    async def feed():
        for part in (b"late ", b"line\nan", b"d more"):
            await asyncio.sleep(1)
            print("fed", part)
            reader.feed_data(part)
        reader.feed_eof()

    feeder = asyncio.create_task(feed())
    print(await reader.readline())
    print(await reader.readline())
    print(await reader.read(), reader.at_eof(), await reader.read(), await reader.readline())
    await feeder
    for what in (lambda reader: reader.readexactly(5), lambda reader: reader.readuntil(b"|"), lambda reader: reader.readexactly(-1), lambda reader: reader.readuntil(b"")):
        reader = asyncio.StreamReader(limit=4)
        reader.feed_data(b"abc")
        reader.feed_eof()
        try:
            print(await what(reader))
        except (asyncio.IncompleteReadError, ValueError) as error:
            print(type(error).__name__, error, getattr(error, "partial", None))
    reader = asyncio.StreamReader(limit=4)
    reader.feed_data(b"abcdefghij\nx\n")
    try:
        await reader.readline()
    except ValueError as error:
        print("ValueError:", error)
    print(await reader.readline(), reader)
    reader.feed_data(b"0123456789")
    try:
        await reader.readuntil()
    except asyncio.LimitOverrunError as error:
        print("LimitOverrunError:", error, error.consumed)
    reader = asyncio.StreamReader()
    waiting = asyncio.create_task(reader.read(1))
    await asyncio.sleep(0)
    print(repr(reader).replace(hex(id(reader._waiter)), "0x"))
    try:
        await reader.read(1)
    except RuntimeError as error:
        print("RuntimeError:", error)
    reader.set_exception(OSError("gone"))
    try:
        await waiting
    except OSError as error:
        print("OSError:", error, reader.exception())
    reader = asyncio.StreamReader()
    reader.feed_data(b"a\nb\nc")
    reader.feed_eof()
    print([line async for line in reader])
    try:
        async with asyncio.timeout(1):
            await asyncio.StreamReader().read()
    except TimeoutError:
        print("timed out")


asyncio.run(main())
