"""`aiohttp`'s client with canned answers (`_canned`), which wait as `asyncio.sleep` does. There is no server (`aiohttp.web`) and no web socket."""

import asyncio
import json as _json
import warnings

import _canned
from _canned import URL, Headers
from aiohttp.client_exceptions import *

__version__ = "3.13.2"
_UNSET = object()


class ClientTimeout:
    def __init__(self, total=None, connect=None, sock_read=None, sock_connect=None, ceil_threshold=5):
        self.total, self.connect, self.sock_read, self.sock_connect = total, connect, sock_read, sock_connect
        self.ceil_threshold = ceil_threshold

    def __repr__(self):
        return (f"ClientTimeout(total={self.total}, connect={self.connect}, sock_read={self.sock_read}, "
                f"sock_connect={self.sock_connect}, ceil_threshold={self.ceil_threshold})")


DEFAULT_TIMEOUT = ClientTimeout(total=300, sock_connect=30)


class BasicAuth:
    def __init__(self, login, password="", encoding="latin1"):
        self.login, self.password, self.encoding = login, password, encoding


class FormData(dict):
    def __init__(self, fields=()):
        super().__init__(fields)

    def add_field(self, name, value, **_):
        self[name] = value


class BaseConnector:
    """So many requests at a time, of all and of those to one host; 0 is no limit."""

    def __init__(self, *, limit=100, limit_per_host=0, ssl=True, force_close=False, enable_cleanup_closed=False, keepalive_timeout=15,
                 use_dns_cache=True, ttl_dns_cache=10, family=0, local_addr=None, resolver=None, loop=None):
        asyncio.get_running_loop()
        self.limit, self.limit_per_host, self.closed = limit, limit_per_host, False
        self._slots = asyncio.Semaphore(limit) if limit else None
        self._hosts = {}

    def _of_host(self, host):
        if not self.limit_per_host:
            return None
        if host not in self._hosts:
            self._hosts[host] = asyncio.Semaphore(self.limit_per_host)
        return self._hosts[host]

    async def _take(self, host):
        taken = []
        try:
            for slots in (self._slots, self._of_host(host)):
                if slots is not None:
                    await slots.acquire()
                    taken.append(slots)
        except BaseException:
            self._give(taken)
            raise
        return taken

    @staticmethod
    def _give(taken):
        for slots in taken:
            slots.release()
        taken.clear()

    async def close(self):
        self.closed = True


class TCPConnector(BaseConnector):
    pass


class DummyCookieJar:
    def update_cookies(self, *_):
        pass


class CookieJar(DummyCookieJar):
    def __init__(self, **_):
        pass


class RequestInfo:
    def __init__(self, asked):
        self.url = self.real_url = URL(asked.url)
        self.method, self.headers = asked.method, Headers(asked.headers)

    def __repr__(self):
        return f"RequestInfo(url={self.url!r}, method={self.method!r})"


class StreamReader:
    """What an answer's text is read from, piece by piece."""

    def __init__(self, data):
        self._data = data

    def at_eof(self):
        return not self._data

    async def read(self, n=-1):
        n = len(self._data) if n < 0 else n
        piece, self._data = self._data[:n], self._data[n:]
        return piece

    async def readany(self):
        return await self.read()

    async def readexactly(self, n):
        if len(self._data) < n:
            raise asyncio.IncompleteReadError(await self.read(), n)
        return await self.read(n)

    async def readline(self):
        return await self.read(self._data.find(b"\n") + 1 or -1)

    async def iter_chunked(self, n):
        while self._data:
            yield await self.read(n)

    async def iter_any(self):
        if self._data:
            yield await self.read()

    async def iter_chunks(self):
        if self._data:
            yield await self.read(), True

    async def __aiter__(self):
        while self._data:
            yield await self.readline()


class ClientResponse:
    def __init__(self, asked, answer, connector, taken):
        self.url = self.real_url = URL(asked.url)
        self.method, self.status, self.reason = asked.method, answer.status, answer.reason
        self.headers = Headers({"Content-Type": f"{answer.kind}; charset=utf-8", "Content-Length": str(len(answer.body))})
        self.content_type, self.charset, self.content_length = answer.kind, "utf-8", len(answer.body)
        self.content, self.cookies, self.history, self.request_info = StreamReader(answer.body), {}, (), RequestInfo(asked)
        self._connector, self._taken, self._body = connector, taken, None
        self.closed = False
        if not answer.body:
            self.release()

    host = property(lambda self: self.url.host)

    @property
    def ok(self):
        return self.status < 400

    def get_encoding(self):
        return self.charset

    async def read(self):
        if self._body is None:
            if self.closed and self.content._data:
                raise ClientConnectionError("Connection closed")
            self._body = await self.content.read()
            self.release()
        return self._body

    async def text(self, encoding=None, errors="strict"):
        return (await self.read()).decode(encoding or self.charset, errors)

    async def json(self, *, encoding=None, loads=_json.loads, content_type="application/json"):
        await self.read()
        if content_type and self.content_type != content_type:
            raise ContentTypeError(self.request_info, self.history, status=self.status, headers=self.headers,
                                   message=f"Attempt to decode JSON with unexpected mimetype: {self.headers['Content-Type']}")
        text = (await self.text(encoding)).strip()
        return loads(text) if text else None

    def raise_for_status(self):
        if not self.ok:
            self.release()
            raise ClientResponseError(self.request_info, self.history, status=self.status, message=self.reason, headers=self.headers)

    def release(self):
        # As if all had been read: the connection is free for another.
        self._connector._give(self._taken)
        self.closed = True

    def close(self):
        self.release()

    async def wait_for_close(self):
        self.release()

    async def __aenter__(self):
        return self

    async def __aexit__(self, *_):
        self.release()

    def __repr__(self):
        return f"<ClientResponse({self.url}) [{self.status} {self.reason}]>\n{self.headers!r}\n"


class _RequestContextManager:
    """What a session's methods return: it can be awaited, and stand in `async with`."""

    def __init__(self, coroutine):
        self._coroutine, self._response = coroutine, None

    def __await__(self):
        return self._coroutine.__await__()

    async def __aenter__(self):
        self._response = await self._coroutine
        return self._response

    async def __aexit__(self, *_):
        self._response.release()

    def send(self, value):
        return self._coroutine.send(value)

    def throw(self, *args):
        return self._coroutine.throw(*args)

    def close(self):
        return self._coroutine.close()


class ClientSession:
    __module__ = "aiohttp.client"

    def __init__(self, base_url=None, *, connector=None, loop=None, cookies=None, headers=None, auth=None, json_serialize=_json.dumps,
                 timeout=_UNSET, raise_for_status=False, connector_owner=True, cookie_jar=None, trust_env=False, read_timeout=None,
                 conn_timeout=None, trace_configs=None, version=None, skip_auto_headers=None, auto_decompress=True, read_bufsize=65536,
                 requote_redirect_url=True, max_line_size=8190, max_field_size=8190, request_class=None, response_class=None):
        self._closed = True
        self._loop = loop or asyncio.get_running_loop()
        self._closed = False
        self._base, self._connector = base_url, connector or TCPConnector()
        self._owns = connector_owner
        self.headers, self.auth = Headers(headers or {}), auth
        self.cookie_jar = cookie_jar or CookieJar()
        self.timeout, self._raises = self._times(timeout, DEFAULT_TIMEOUT), raise_for_status

    @staticmethod
    def _times(timeout, usual):
        if timeout is _UNSET:
            return usual
        return timeout if isinstance(timeout, ClientTimeout) else ClientTimeout(total=timeout)

    @property
    def closed(self):
        return self._closed

    @property
    def connector(self):
        return self._connector

    async def _request(self, method, url, *, params=None, data=None, json=None, headers=None, timeout=_UNSET, raise_for_status=None,
                       cookies=None, skip_auto_headers=None, auth=None, allow_redirects=True, max_redirects=10, compress=None,
                       chunked=None, expect100=False, read_until_eof=True, proxy=None, proxy_auth=None, ssl=True, server_hostname=None,
                       proxy_headers=None, trace_request_ctx=None, read_bufsize=None, auto_decompress=None):
        if self._closed:
            raise RuntimeError("Session is closed")
        if data is not None and json is not None:
            raise ValueError("data and json parameters can not be used at the same time")
        url = _canned.join(self._base, url)
        if not _canned.is_http(url):
            raise (InvalidUrlClientError if "://" not in url else NonHttpUrlClientError)(url)
        given = Headers({"User-Agent": f"Python aiohttp/{__version__}", **self.headers})
        given.update(headers or {})
        asked = _canned.Request(method, url, params, given, data, json)
        times = self._times(timeout, self.timeout)
        host, port = _canned.address(asked.url)
        taken = []
        try:
            async with asyncio.timeout(times.total or None):
                try:
                    async with asyncio.timeout(times.connect or None):
                        taken = await self._connector._take(host)
                except TimeoutError:
                    raise ConnectionTimeoutError(f"Connection timeout to host {asked.url}") from None
                answer = _canned.answer(asked)
                if times.sock_read and answer.delay > times.sock_read:
                    await _canned.wait(times.sock_read, asked)
                    raise SocketTimeoutError("Timeout on reading data from socket")
                await _canned.wait(answer.delay, asked)
            if answer.fails:
                raise ClientConnectorError(ConnectionKey(host, port, asked.url.startswith("https")),
                                           ConnectionRefusedError(111, f"Connect call failed ('{host}', {port})"))
            response = ClientResponse(asked, answer, self._connector, taken)
            raises = self._raises if raise_for_status is None else raise_for_status
            if callable(raises):
                await raises(response)
            elif raises:
                response.raise_for_status()
            return response
        except BaseException:
            self._connector._give(taken)
            raise

    def request(self, method, url, **kwargs):
        return _RequestContextManager(self._request(method, url, **kwargs))

    def get(self, url, *, allow_redirects=True, **kwargs):
        return self.request("GET", url, **kwargs)

    def options(self, url, *, allow_redirects=True, **kwargs):
        return self.request("OPTIONS", url, **kwargs)

    def head(self, url, *, allow_redirects=False, **kwargs):
        return self.request("HEAD", url, **kwargs)

    def post(self, url, *, data=None, **kwargs):
        return self.request("POST", url, data=data, **kwargs)

    def put(self, url, *, data=None, **kwargs):
        return self.request("PUT", url, data=data, **kwargs)

    def patch(self, url, *, data=None, **kwargs):
        return self.request("PATCH", url, data=data, **kwargs)

    def delete(self, url, **kwargs):
        return self.request("DELETE", url, **kwargs)

    def ws_connect(self, url, **_):
        raise NotImplementedError("aiohttp: ws_connect is not available: what is canned here are answers to requests")

    async def close(self):
        if not self._closed:
            self._closed = True
            if self._owns:
                await self._connector.close()

    async def __aenter__(self):
        return self

    async def __aexit__(self, *_):
        await self.close()

    def __enter__(self):
        raise TypeError("Use async with instead")

    def __exit__(self, *_):
        pass

    def __del__(self):
        if not self._closed:
            warnings.warn(f"Unclosed client session {self!r}", ResourceWarning, source=self)
            self._loop.call_exception_handler({"client_session": self, "message": "Unclosed client session"})


class _SessionRequest(_RequestContextManager):
    def __init__(self, coroutine, session):
        super().__init__(coroutine)
        self._session = session

    async def __aexit__(self, *_):
        self._response.release()
        await self._session.close()


def request(method, url, *, connector=None, **kwargs):
    session = ClientSession(connector=connector)
    return _SessionRequest(session._request(method, url, **kwargs), session)


def __getattr__(name):
    if name == "web":
        raise NotImplementedError("aiohttp.web is not available: a browser page serves nobody")
    raise AttributeError(f"module 'aiohttp' has no attribute {name!r} here, where its answers are canned")


_canned.mark("aiohttp")
