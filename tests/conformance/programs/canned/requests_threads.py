# recorded from the real packages
# A call of requests blocks the loop; in a thread it does not.
# @answer http://a.example/ in 0.4 <h1>a</h1>
# @answer http://b.example/* in 0.3 {"name": "b"}
# @answer http://missing.example/* in 0.2 404
# @answer http://slow.example/ in 5 late
# @answer http://gone.example/ fails
import asyncio
import time
from concurrent.futures import ThreadPoolExecutor

import requests

start = time.monotonic()


def at():
    return round(time.monotonic() - start, 1)


async def tick():
    for _ in range(3):
        await asyncio.sleep(0.15)
        print(at(), "tick")


async def blocking():
    ticking = asyncio.create_task(tick())
    await asyncio.sleep(0)
    global start
    start = time.monotonic()
    print(at(), requests.get("http://a.example/").text)
    await ticking


async def threads():
    ticking = asyncio.create_task(tick())
    await asyncio.sleep(0.02)
    print(await asyncio.gather(asyncio.to_thread(requests.get, "http://a.example/"), asyncio.to_thread(fetch, "http://b.example/1")))
    print(at() < 1)
    await ticking


def fetch(url):
    response = requests.get(url, timeout=0.6)
    response.raise_for_status()
    return response.json()


def attempt(url):
    try:
        print(fetch(url))
    except requests.exceptions.HTTPError as error:
        print(type(error).__name__, error, error.response.status_code)
    except requests.Timeout as error:
        print(type(error).__name__, error)
    except requests.exceptions.JSONDecodeError as error:
        print(type(error).__name__, error)
    except requests.RequestException as error:
        print(type(error).__name__)


asyncio.run(blocking())
start = time.monotonic()
asyncio.run(threads())
for url in ("http://b.example/2", "http://missing.example/x", "http://slow.example/", "http://gone.example/", "http://a.example/", "b.example"):
    attempt(url)
start = time.monotonic()
with ThreadPoolExecutor(4) as pool:
    print(list(pool.map(fetch, [f"http://b.example/{n}" for n in range(4)])), at())
with requests.Session() as session:
    session.headers["X-Who"] = "me"
    response = session.get("http://b.example/", params={"q": "x"})
    print(response, response.ok, response.url, response.headers["content-type"], response.headers["Content-Length"], bool(response))
    print(response.elapsed.total_seconds() >= 0.3, response.request, response.reason)
