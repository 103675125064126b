# recorded from the real packages
# The same with httpx: several at once, a status, too late, no connection.
# @answer http://a.example/ in 0.3 <h1>a</h1>
# @answer http://b.example/page in 0.1 {"name": "b"}
# @answer http://missing.example/* in 0.2 404 no such page
# @answer http://slow.example/ in 5 late
# @answer http://gone.example/ fails
import asyncio
import time

import httpx

start = time.monotonic()


def at():
    return round(time.monotonic() - start, 1)


async def get(client, url, **kwargs):
    begun = time.monotonic()
    try:
        response = await client.get(url, **kwargs)
        print(round(time.monotonic() - begun, 1), response, response.status_code, response.text, response.url, repr(response.url))
        response.raise_for_status()
        return response.headers["content-type"]
    except httpx.HTTPStatusError as error:
        print(round(time.monotonic() - begun, 1), error, error.response.status_code, error.request)
    except httpx.TimeoutException as error:
        print(round(time.monotonic() - begun, 1), type(error).__name__, repr(str(error)))
    except httpx.RequestError as error:
        print(round(time.monotonic() - begun, 1), type(error).__name__, error.request.url, error)
    except httpx.HTTPError as error:
        print(round(time.monotonic() - begun, 1), type(error).__name__, error)


async def main():
    async with httpx.AsyncClient(timeout=httpx.Timeout(10, read=0.5)) as client:
        print(client.timeout, client.is_closed)
        print(await asyncio.gather(get(client, "http://a.example/"), get(client, "http://b.example/page")))
        print((await client.get("http://b.example/page")).json())
        await get(client, "http://missing.example/page")
        await get(client, "http://slow.example/")
        await get(client, "http://gone.example/")
        await get(client, "b.example")
        async with client.stream("GET", "http://a.example/") as response:
            async for chunk in response.aiter_bytes():
                print(chunk)
    print(client.is_closed)
    try:
        await client.get("http://a.example/")
    except RuntimeError as error:
        print(error)
    async with httpx.AsyncClient(base_url="http://b.example") as client:
        response = await client.get("/page", params={"a": 1})
        print(response.url, response.is_success, response.reason_phrase, response.request.method, response.raise_for_status() is response)


asyncio.run(main())
start = time.monotonic()
print(httpx.get("http://b.example/page").json(), at())
