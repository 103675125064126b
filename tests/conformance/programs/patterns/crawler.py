import asyncio

PAGES = {"/": ["/a", "/b"], "/a": ["/c", "/"], "/b": ["/c", "/d", "/broken"], "/c": [], "/d": ["/"]}
running = most = 0


async def fetch(path):
    global running, most
    running += 1
    most = max(most, running)
    try:
        await asyncio.sleep(0.05 + 0.013 * len(PAGES.get(path, "")) + 0.001 * ord(path[-1]))
        if path not in PAGES:
            raise LookupError(f"404 {path}")
        return PAGES[path]
    finally:
        running -= 1


async def crawl(path, seen, semaphore):
    if path in seen:
        return
    seen.add(path)
    try:
        async with semaphore:
            links = await fetch(path)
    except LookupError as error:
        print("failed:", error)
        return
    print("fetched", path, links)
    await asyncio.gather(*(crawl(link, seen, semaphore) for link in links))


async def main():
    seen = set()
    await crawl("/", seen, asyncio.Semaphore(2))
    print(sorted(seen), "at most", most, "at once")


asyncio.run(main())
