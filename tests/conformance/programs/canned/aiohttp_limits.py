# recorded from the real packages
# A connector lets so many through, of all and of those to one host.
# @answer * in 0.5 ok
import asyncio
import time

import aiohttp

start = time.monotonic()


def at():
    return round((time.monotonic() - start) * 2) / 2


async def get(session, url):
    async with session.get(url) as response:
        await response.read()
        print(at(), url)


async def several(connector, urls):
    global start
    start = time.monotonic()
    async with aiohttp.ClientSession(connector=connector) as session:
        for url in urls:
            asyncio.create_task(get(session, url))
            await asyncio.sleep(0.01)
        while len(asyncio.all_tasks()) > 1:
            await asyncio.sleep(0.05)


async def main():
    print("two at a time")
    await several(aiohttp.TCPConnector(limit=2), [f"http://example.com/{n}" for n in range(5)])
    print("one of each host")
    await several(aiohttp.TCPConnector(limit_per_host=1), ["http://a.example/1", "http://a.example/2", "http://b.example/1"])


asyncio.run(main())
