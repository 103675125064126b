"""`httpx` with canned answers (`_canned`): `AsyncClient` waits for them as `asyncio.sleep` does, `Client` and `get` as `time.sleep`."""

import contextlib
import datetime
import json as _json
import time

import _canned
from _canned import URL, Headers
from httpx._exceptions import *

__version__ = "0.28.1"
_UNSET = object()


class Timeout:
    def __init__(self, timeout=_UNSET, *, connect=_UNSET, read=_UNSET, write=_UNSET, pool=_UNSET):
        if timeout is _UNSET and _UNSET in (connect, read, write, pool):
            raise ValueError("httpx.Timeout must either include a default, or set all four parameters explicitly.")
        if isinstance(timeout, Timeout):
            self.connect, self.read, self.write, self.pool = timeout.connect, timeout.read, timeout.write, timeout.pool
            return
        if isinstance(timeout, tuple):
            self.connect, self.read, self.write, self.pool = (*timeout, None, None)[:4]
            return
        given = {"connect": connect, "read": read, "write": write, "pool": pool}
        for name, value in given.items():
            setattr(self, name, timeout if value is _UNSET else value)

    def __repr__(self):
        values = [self.connect, self.read, self.write, self.pool]
        if len(set(values)) == 1:
            return f"Timeout(timeout={self.connect})"
        return f"Timeout(connect={self.connect}, read={self.read}, write={self.write}, pool={self.pool})"


class Limits:
    def __init__(self, *, max_connections=None, max_keepalive_connections=None, keepalive_expiry=5.0):
        self.max_connections, self.max_keepalive_connections = max_connections, max_keepalive_connections
        self.keepalive_expiry = keepalive_expiry


class Request:
    def __init__(self, method, url, *, params=None, headers=None, data=None, content=None, json=None):
        self._asked = _canned.Request(method, url, params, headers, data if content is None else content, json)
        self.method, self.url, self.headers = self._asked.method, URL(self._asked.url), Headers(self._asked.headers)
        self.content = self._asked.text.encode()

    def __repr__(self):
        return f"<Request({self.method!r}, {str(self.url)!r})>"


class Response:
    http_version = "HTTP/1.1"
    is_informational = property(lambda self: self.status_code < 200)
    is_success = property(lambda self: 200 <= self.status_code < 300)
    is_redirect = property(lambda self: 300 <= self.status_code < 400)
    is_client_error = property(lambda self: 400 <= self.status_code < 500)
    is_server_error = property(lambda self: 500 <= self.status_code)
    is_error = property(lambda self: self.status_code >= 400)

    def __init__(self, status_code, *, headers=None, content=b"", text=None, json=None, request=None):
        if json is not None:
            content, headers = _json.dumps(json).encode(), {"Content-Type": "application/json", **(headers or {})}
        if text is not None:
            content = text.encode()
        self.status_code, self.content = status_code, content
        self.headers = Headers(headers or {})
        self._request, self.encoding, self.history, self.cookies = request, "utf-8", [], {}
        self.elapsed = datetime.timedelta(0)

    @property
    def request(self):
        if self._request is None:
            raise RuntimeError("The request instance has not been set on this response.")
        return self._request

    @property
    def reason_phrase(self):
        return _canned.reason(self.status_code)

    @property
    def url(self):
        return self.request.url

    @property
    def text(self):
        return self.content.decode(self.encoding, "replace")

    def json(self, **kwargs):
        return _json.loads(self.content, **kwargs)

    def raise_for_status(self):
        if self.is_success:
            return self
        kind = {1: "Informational response", 3: "Redirect response", 4: "Client error", 5: "Server error"}[self.status_code // 100]
        raise HTTPStatusError(
            f"{kind} '{self.status_code} {self.reason_phrase}' for url '{self.url}'\n"
            f"For more information check: https://developer.mozilla.org/en-US/docs/Web/HTTP/Status/{self.status_code}",
            request=self.request, response=self)

    def read(self):
        return self.content

    async def aread(self):
        return self.content

    def iter_bytes(self, chunk_size=None):
        size = chunk_size or len(self.content) or 1
        for at in range(0, len(self.content), size):
            yield self.content[at:at + size]

    def iter_text(self, chunk_size=None):
        for chunk in self.iter_bytes(chunk_size):
            yield chunk.decode(self.encoding, "replace")

    def iter_lines(self):
        yield from self.text.splitlines()

    async def aiter_bytes(self, chunk_size=None):
        for chunk in self.iter_bytes(chunk_size):
            yield chunk

    async def aiter_text(self, chunk_size=None):
        for chunk in self.iter_text(chunk_size):
            yield chunk

    async def aiter_lines(self):
        for line in self.iter_lines():
            yield line

    aiter_raw, iter_raw = aiter_bytes, iter_bytes

    def close(self):
        pass

    async def aclose(self):
        pass

    def __repr__(self):
        return f"<Response [{self.status_code} {self.reason_phrase}]>"


def _read_within(timeout):
    timeout = timeout if isinstance(timeout, Timeout) else Timeout(timeout)
    return timeout.read


def _response(request, answer):
    response = Response(answer.status, headers={"Content-Type": f"{answer.kind}; charset=utf-8", "Content-Length": str(len(answer.body))},
                        content=answer.body, request=request)
    response.elapsed = datetime.timedelta(seconds=answer.delay)
    return response


def _refused(request):
    return ConnectError("All connection attempts failed", request=request)


class BasicAuth:
    def __init__(self, username, password):
        self.username, self.password = username, password


class _Client:
    def __init__(self, *, auth=None, params=None, headers=None, cookies=None, verify=True, cert=None, http1=True, http2=False,
                 proxy=None, mounts=None, timeout=5.0, follow_redirects=False, limits=Limits(max_connections=100), max_redirects=20,
                 event_hooks=None, base_url="", transport=None, trust_env=True, default_encoding="utf-8"):
        if transport is not None:
            raise NotImplementedError("httpx: a transport of the program's own is not available: answers are canned here")
        self.auth, self.params, self.cookies, self.base_url = auth, params, cookies or {}, URL(base_url)
        self.headers = Headers({"Accept": "*/*", "User-Agent": f"python-httpx/{__version__}"})
        self.headers.update(headers or {})
        self.timeout = timeout if isinstance(timeout, Timeout) else Timeout(timeout)
        self.event_hooks = {"request": [], "response": [], **(event_hooks or {})}
        self._most, self._closed = limits.max_connections, False

    @property
    def is_closed(self):
        return self._closed

    def build_request(self, method, url, *, content=None, data=None, files=None, json=None, params=None, headers=None, cookies=None,
                      timeout=_UNSET, extensions=None):
        if self._closed:
            raise RuntimeError("Cannot send a request, as the client has been closed.")
        url = _canned.join(str(self.base_url), url)
        if not _canned.is_http(url):
            words = "Request URL is missing an 'http://' or 'https://' protocol."
            raise UnsupportedProtocol(words, request=Request(method, "/" + url.lstrip("/")))
        given = Headers(self.headers)
        given.update(headers or {})
        query = params or self.params
        if isinstance(self.params, dict) and isinstance(params, dict):
            query = {**self.params, **params}
        return Request(method, url, params=query, headers=given, data=data, content=content, json=json)


class Client(_Client):
    def request(self, method, url, *, timeout=_UNSET, auth=None, follow_redirects=None, **kwargs):
        request = self.build_request(method, url, **kwargs)
        for hook in self.event_hooks["request"]:
            hook(request)
        read = _read_within(self.timeout if timeout is _UNSET else timeout)
        answer = _canned.answer(request._asked)
        if read is not None and answer.delay > read:
            time.sleep(read)
            raise ReadTimeout("The read operation timed out", request=request)
        time.sleep(answer.delay)
        if answer.fails:
            raise _refused(request)
        response = _response(request, answer)
        for hook in self.event_hooks["response"]:
            hook(response)
        return response

    @contextlib.contextmanager
    def stream(self, method, url, **kwargs):
        yield self.request(method, url, **kwargs)

    def send(self, request, **kwargs):
        return self.request(request.method, str(request.url), headers=request.headers, content=request.content or None)

    def get(self, url, **kwargs):
        return self.request("GET", url, **kwargs)

    def options(self, url, **kwargs):
        return self.request("OPTIONS", url, **kwargs)

    def head(self, url, **kwargs):
        return self.request("HEAD", url, **kwargs)

    def post(self, url, **kwargs):
        return self.request("POST", url, **kwargs)

    def put(self, url, **kwargs):
        return self.request("PUT", url, **kwargs)

    def patch(self, url, **kwargs):
        return self.request("PATCH", url, **kwargs)

    def delete(self, url, **kwargs):
        return self.request("DELETE", url, **kwargs)

    def close(self):
        self._closed = True

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


class AsyncClient(_Client):
    _slots = None

    async def request(self, method, url, *, timeout=_UNSET, auth=None, follow_redirects=None, **kwargs):
        import asyncio
        request = self.build_request(method, url, **kwargs)
        for hook in self.event_hooks["request"]:
            await hook(request)
        timeout = self.timeout if timeout is _UNSET else timeout if isinstance(timeout, Timeout) else Timeout(timeout)
        if self._most is None:
            answer = await self._answer(request, timeout.read)
        else:
            self._slots = self._slots or asyncio.Semaphore(self._most)
            try:
                async with asyncio.timeout(timeout.pool):
                    await self._slots.acquire()
            except TimeoutError:
                raise PoolTimeout("", request=request) from None
            try:
                answer = await self._answer(request, timeout.read)
            finally:
                self._slots.release()
        response = _response(request, answer)
        for hook in self.event_hooks["response"]:
            await hook(response)
        return response

    async def _answer(self, request, read):
        answer = _canned.answer(request._asked)
        if read is not None and answer.delay > read:
            await _canned.wait(read, request._asked)
            raise ReadTimeout("", request=request)
        await _canned.wait(answer.delay, request._asked)
        if answer.fails:
            raise _refused(request)
        return answer

    @contextlib.asynccontextmanager
    async def stream(self, method, url, **kwargs):
        yield await self.request(method, url, **kwargs)

    async def send(self, request, **kwargs):
        return await self.request(request.method, str(request.url), headers=request.headers, content=request.content or None)

    async def get(self, url, **kwargs):
        return await self.request("GET", url, **kwargs)

    async def options(self, url, **kwargs):
        return await self.request("OPTIONS", url, **kwargs)

    async def head(self, url, **kwargs):
        return await self.request("HEAD", url, **kwargs)

    async def post(self, url, **kwargs):
        return await self.request("POST", url, **kwargs)

    async def put(self, url, **kwargs):
        return await self.request("PUT", url, **kwargs)

    async def patch(self, url, **kwargs):
        return await self.request("PATCH", url, **kwargs)

    async def delete(self, url, **kwargs):
        return await self.request("DELETE", url, **kwargs)

    async def aclose(self):
        self._closed = True

    async def __aenter__(self):
        return self

    async def __aexit__(self, *_):
        await self.aclose()


def request(method, url, *, timeout=5.0, verify=True, follow_redirects=False, trust_env=True, cookies=None, proxy=None, **kwargs):
    return Client(timeout=timeout).request(method, url, **kwargs)


def get(url, **kwargs):
    return request("GET", url, **kwargs)


def options(url, **kwargs):
    return request("OPTIONS", url, **kwargs)


def head(url, **kwargs):
    return request("HEAD", url, **kwargs)


def post(url, **kwargs):
    return request("POST", url, **kwargs)


def put(url, **kwargs):
    return request("PUT", url, **kwargs)


def patch(url, **kwargs):
    return request("PATCH", url, **kwargs)


def delete(url, **kwargs):
    return request("DELETE", url, **kwargs)


@contextlib.contextmanager
def stream(method, url, **kwargs):
    yield request(method, url, **kwargs)


def __getattr__(name):
    raise AttributeError(f"module 'httpx' has no attribute {name!r} here, where its answers are canned")


for _known in list(globals().values()):
    if getattr(_known, "__module__", None) == "httpx._exceptions":
        _known.__module__ = "httpx"
_canned.mark("httpx")
