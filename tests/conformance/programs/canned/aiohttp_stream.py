# recorded from the real packages
# A body in pieces, a queue of workers, what is sent along.
# @answer http://example.com/file in 0.1 0123456789
# @answer http://example.com/* in 0.1 found
import asyncio

import aiohttp


async def worker(name, session, queue, results):
    while True:
        url = await queue.get()
        async with session.get(url) as response:
            results.append((url[-1], await response.text()))
        queue.task_done()


async def main():
    async with aiohttp.ClientSession("http://example.com") as session:
        async with session.get("/file") as response:
            async for piece in response.content.iter_chunked(4):
                print(piece)
            print(response.content.at_eof())
        async with session.get("/file") as response:
            print(await response.content.read(3), await response.content.readexactly(2), await response.content.readline())
        queue, results = asyncio.Queue(), []
        workers = [asyncio.create_task(worker(n, session, queue, results)) for n in range(2)]
        for n in range(4):
            queue.put_nowait(f"/{n}")
        await queue.join()
        for task in workers:
            task.cancel()
        print(sorted(results), [type(result).__name__ for result in await asyncio.gather(*workers, return_exceptions=True)])
        async with session.post("/", json={"a": 1}) as response:
            print(response.method, response.status)
        async with session.get("/search", params={"q": "a b", "n": 1}) as response:
            print(response.url)
    async with aiohttp.request("GET", "http://example.com/one") as response:
        print(await response.text())


asyncio.run(main())
