# recorded from the real packages
# Three pages at once: the slowest decides. Nothing else waits meanwhile.
# @answer http://a.example/ in 0.3 <h1>a</h1>
# @answer http://b.example/page in 0.1 some text
# @answer http://c.example/users/* in 0.2 {"id": 3, "name": "Ann"}
import asyncio
import time

import aiohttp

start = time.monotonic()


def at():
    return round(time.monotonic() - start, 1)


async def text(session, url):
    async with session.get(url) as response:
        body = await response.text()
        print(at(), response.status, response.reason, response.content_type, str(response.url), body)
        return len(body)


async def main():
    global start
    async with aiohttp.ClientSession() as session:
        sizes = await asyncio.gather(text(session, "http://a.example/"), text(session, "http://b.example/page"),
                                     text(session, "http://c.example/users/3"))
        print(at(), sizes)
        start = time.monotonic()
        async with session.get("http://c.example/users/4") as response:
            print(at(), await response.json(), response.headers["content-type"], response.ok)
            print(await response.json(), await response.read())
        response = await session.get("http://a.example/")
        try:
            await response.json()
        except aiohttp.ContentTypeError as error:
            print(at(), type(error).__name__, error.status, error.message)
        print(session.closed)
    print(session.closed)
    try:
        await session.get("http://a.example/")
    except RuntimeError as error:
        print(error)


asyncio.run(main())
