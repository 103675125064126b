"""`requests` with canned answers (`_canned`): a call blocks for as long as the answer takes, as `time.sleep` does."""

import datetime
import json as _json
import time

import _canned
from _canned import Headers
from requests import exceptions
from requests.exceptions import (
    ConnectionError, ConnectTimeout, HTTPError, JSONDecodeError, ReadTimeout, RequestException, Timeout, TooManyRedirects, URLRequired,
)

__version__ = "2.32.5"


class _Codes:
    ok = okay = 200
    created, accepted, no_content = 201, 202, 204
    moved_permanently, found, not_modified = 301, 302, 304
    bad_request, unauthorized, forbidden, not_found, too_many_requests = 400, 401, 403, 404, 429
    internal_server_error, bad_gateway, service_unavailable, gateway_timeout = 500, 502, 503, 504


codes = _Codes()


class Request:
    def __init__(self, asked):
        self.method, self.url, self.headers, self.body = asked.method, asked.url, Headers(asked.headers), asked.text or None

    def __repr__(self):
        return f"<PreparedRequest [{self.method}]>"


class Response:
    def __init__(self, asked, answer):
        self.status_code, self.reason, self.url, self.content = answer.status, answer.reason, asked.url, answer.body
        self.headers = Headers({"Content-Type": f"{answer.kind}; charset=utf-8", "Content-Length": str(len(answer.body))})
        self.elapsed = datetime.timedelta(seconds=answer.delay)
        self.encoding, self.cookies, self.history, self.request = "utf-8", {}, [], Request(asked)

    @property
    def ok(self):
        return self.status_code < 400

    is_redirect = False

    @property
    def text(self):
        return self.content.decode(self.encoding or "utf-8", "replace")

    def json(self, **kwargs):
        try:
            return _json.loads(self.text, **kwargs)
        except _json.JSONDecodeError as error:
            raise JSONDecodeError(error.msg, error.doc, error.pos) from None

    def raise_for_status(self):
        if 400 <= self.status_code < 600:
            whose = "Client" if self.status_code < 500 else "Server"
            raise HTTPError(f"{self.status_code} {whose} Error: {self.reason} for url: {self.url}", response=self, request=self.request)

    def iter_content(self, chunk_size=1, decode_unicode=False):
        content = self.text if decode_unicode else self.content
        size = chunk_size or len(content) or 1
        for at in range(0, len(content), size):
            yield content[at:at + size]

    def iter_lines(self, chunk_size=512, decode_unicode=False, delimiter=None):
        yield from (self.text if decode_unicode else self.content).splitlines()

    def __iter__(self):
        return self.iter_content(128)

    def close(self):
        pass

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def __bool__(self):
        return self.ok

    def __repr__(self):
        return f"<Response [{self.status_code}]>"


def _limits(timeout):
    """How long to wait for a connection and for an answer, in seconds."""
    return timeout if isinstance(timeout, tuple) else (timeout, timeout)


def _ask(asked, timeout):
    answer = _canned.answer(asked)
    host, port = _canned.address(asked.url)
    connect, read = _limits(timeout)
    where = f"{'HTTPSConnectionPool' if asked.url.startswith('https') else 'HTTPConnectionPool'}(host={host!r}, port={port})"
    if read is not None and answer.delay > read:
        time.sleep(read)
        raise ReadTimeout(f"{where}: Read timed out. (read timeout={read})", request=Request(asked))
    time.sleep(answer.delay)
    if answer.fails:
        raise ConnectionError(f"{where}: Max retries exceeded with url: / (Caused by NewConnectionError('canned: it fails'))",
                              request=Request(asked))
    return Response(asked, answer)


class Session:
    def __init__(self):
        self.headers = Headers({"User-Agent": f"python-requests/{__version__}", "Accept": "*/*"})
        self.params, self.cookies, self.auth, self.verify, self.proxies = {}, {}, None, True, {}

    def request(self, method, url, params=None, data=None, headers=None, cookies=None, files=None, auth=None, timeout=None,
                allow_redirects=True, proxies=None, hooks=None, stream=None, verify=None, cert=None, json=None):
        url = str(url)
        if "://" not in url:
            raise exceptions.MissingSchema(f"Invalid URL {url!r}: No scheme supplied. Perhaps you meant https://{url}?")
        if not url.startswith(("http://", "https://")):
            raise exceptions.InvalidSchema(f"No connection adapters were found for {url!r}")
        if not _canned.is_http(url):
            raise exceptions.InvalidURL(f"Invalid URL {url!r}: No host supplied")
        given = Headers(self.headers)
        given.update(headers or {})
        query = {**self.params, **params} if isinstance(params, dict) else params or self.params
        return _ask(_canned.Request(method, url, query, given, data, json), timeout)

    def get(self, url, **kwargs):
        return self.request("GET", url, **kwargs)

    def options(self, url, **kwargs):
        return self.request("OPTIONS", url, **kwargs)

    def head(self, url, **kwargs):
        return self.request("HEAD", url, **kwargs)

    def post(self, url, data=None, json=None, **kwargs):
        return self.request("POST", url, data=data, json=json, **kwargs)

    def put(self, url, data=None, **kwargs):
        return self.request("PUT", url, data=data, **kwargs)

    def patch(self, url, data=None, **kwargs):
        return self.request("PATCH", url, data=data, **kwargs)

    def delete(self, url, **kwargs):
        return self.request("DELETE", url, **kwargs)

    def mount(self, prefix, adapter):
        pass

    def close(self):
        pass

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


session = Session


def request(method, url, **kwargs):
    return Session().request(method, url, **kwargs)


def get(url, params=None, **kwargs):
    return request("GET", url, params=params, **kwargs)


def options(url, **kwargs):
    return request("OPTIONS", url, **kwargs)


def head(url, **kwargs):
    return request("HEAD", url, **kwargs)


def post(url, data=None, json=None, **kwargs):
    return request("POST", url, data=data, json=json, **kwargs)


def put(url, data=None, **kwargs):
    return request("PUT", url, data=data, **kwargs)


def patch(url, data=None, **kwargs):
    return request("PATCH", url, data=data, **kwargs)


def delete(url, **kwargs):
    return request("DELETE", url, **kwargs)


_canned.mark("requests")
