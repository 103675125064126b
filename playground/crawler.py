import asyncio
import random

limit = 2  # @param
slowest = 0.6  # @param

LINKS = {
    "/": ["/docs", "/blog"],
    "/docs": ["/docs/intro", "/docs/api"],
    "/docs/intro": ["/docs/api"],
    "/docs/api": [],
    "/blog": ["/blog/one", "/blog/two", "/"],
    "/blog/one": ["/docs"],
    "/blog/two": ["/blog/one"],
}
random.seed(7)


async def fetch(page, slots):
    async with slots:  # at most `limit` are inside
        print(f"fetch {page}")
        await asyncio.sleep(round(random.uniform(0.1, slowest), 1))
        return LINKS[page]


async def crawl(page, slots, seen, group):
    for link in await fetch(page, slots):
        if link not in seen:
            seen.add(link)
            group.create_task(crawl(link, slots, seen, group), name=link)


async def main():
    slots = asyncio.Semaphore(limit)
    seen = {"/"}
    loop = asyncio.get_running_loop()
    start = loop.time()
    async with asyncio.TaskGroup() as group:
        group.create_task(crawl("/", slots, seen, group), name="/")
    print(f"{len(seen)} pages in {loop.time() - start:.1f} s")


asyncio.run(main())
