# recorded from the real packages
# What goes wrong: no connection, a status, too late, no URL.
# @answer http://gone.example/ fails
# @answer http://busy.example/ in 0.1 503 busy
# @answer http://busy.example/ in 0.1 fine now
# @answer http://slow.example/ in 5 late
# @answer http://missing.example/* in 0.2 404
import asyncio
import time

import aiohttp

start = time.monotonic()


def at():
    return round(time.monotonic() - start, 1)


async def attempt(session, url, **kwargs):
    global start
    start = time.monotonic()
    try:
        async with session.get(url, **kwargs) as response:
            response.raise_for_status()
            print(at(), response.status, await response.text())
    except aiohttp.ClientResponseError as error:
        print(at(), type(error).__name__, error.status, error.message, error)
    except aiohttp.ClientConnectorError as error:
        print(at(), type(error).__name__, error.host, error.port, isinstance(error, OSError), str(error).partition("[")[0])
    except asyncio.TimeoutError as error:
        print(at(), type(error).__name__, repr(str(error)), isinstance(error, aiohttp.ClientError))
    except aiohttp.InvalidURL as error:
        print(at(), type(error).__name__, error)


async def main():
    global start
    async with aiohttp.ClientSession(headers={"X-Who": "me"}) as session:
        await attempt(session, "http://gone.example/")
        await attempt(session, "http://busy.example/")
        await attempt(session, "http://busy.example/")
        await attempt(session, "http://busy.example/")
        await attempt(session, "http://missing.example/page")
        await attempt(session, "http://slow.example/", timeout=aiohttp.ClientTimeout(total=0.2))
        await attempt(session, "http://slow.example/", timeout=aiohttp.ClientTimeout(sock_read=0.2))
        await attempt(session, "no-url")
        task = asyncio.create_task(attempt(session, "http://slow.example/"))
        await asyncio.sleep(0.1)
        task.cancel()
        try:
            await task
        except asyncio.CancelledError:
            print(at(), "cancelled")
    start = time.monotonic()
    try:
        async with aiohttp.ClientSession(raise_for_status=True) as session:
            await session.get("http://missing.example/")
    except aiohttp.ClientResponseError as error:
        print(at(), error.status)
    try:
        with aiohttp.ClientSession():
            pass
    except TypeError as error:
        print(error)


asyncio.run(main())
