"""What `aiohttp`, `httpx` and `requests` have in common here: no page may ask other servers, so that their answers are canned.

    # @answer URL [in SECONDS] [STATUS] [TEXT]
    # @answer URL [in SECONDS] fails

Such a line of the program says what a request for that URL gets, and after how many seconds. `*` in a URL stands for any text. Several lines
for one URL answer one request each, the last one all that follow. What fails does so at once. What no line speaks of is answered after half a second by what was asked,
as JSON in the form of httpbin.org's `/anything`; `/delay/N` there takes N seconds, and `/status/N` has that status.
"""

import json as _json
import sys
import urllib.parse
from _asyncio import _traced
from http import HTTPStatus

MARK = "# @answer "
# How long an answer takes that no line speaks of, in seconds.
USUAL = 0.5
# How long one may take at most, in seconds.
MOST = 86400.0


class Answer:
    """What a request gets after `delay` seconds: nothing if it `fails`."""

    def __init__(self, delay, status, body, fails=False):
        self.delay, self.status, self.body, self.fails = delay, status, body, fails

    @property
    def kind(self):
        """The type of its content."""
        text = self.body.lstrip()
        if text[:1] in (b"{", b"["):
            return "application/json"
        return "text/html" if text[:1] == b"<" else "text/plain"

    @property
    def reason(self):
        return reason(self.status)


class Given:
    """A line of the program: which URLs it speaks of, and what it says."""

    def __init__(self, line):
        self.pattern, _, rest = line.strip().partition(" ")
        if not self.pattern:
            raise ValueError("a line '# @answer' names a URL, or * for any")
        self.delay, self.status, self.fails = None, 200, False
        word, _, after = rest.strip().partition(" ")
        if word == "in":
            word, _, rest = after.strip().partition(" ")
            try:
                self.delay = float(word)
            except ValueError:
                self.delay = -1.0
            if not 0 <= self.delay <= MOST:
                raise ValueError(f"'# @answer {line.strip()}': after 'in' come seconds, from 0 to {MOST:.0f}")
        rest = rest.strip()
        word, _, after = rest.partition(" ")
        if rest == "fails":
            self.fails, rest = True, ""
            self.delay = 0.0 if self.delay is None else self.delay
        elif len(word) == 3 and word.isdecimal() and "100" <= word <= "599":
            self.status, rest = int(word), after.strip()
        self.delay = USUAL if self.delay is None else self.delay
        self.text = rest

    def speaks_of(self, url):
        first, *parts = self.pattern.split("*")
        if not parts:
            return url in (first, first + "/")
        if not url.startswith(first):
            return False
        at = len(first)
        for part in parts[:-1]:
            at = url.find(part, at)
            if at < 0:
                return False
            at += len(part)
        return len(url) - at >= len(parts[-1]) and url.endswith(parts[-1])

    def answer(self):
        return Answer(self.delay, self.status, self.text.encode(), self.fails)


def _program():
    try:
        with open(sys.modules["__main__"].__file__, encoding="utf-8") as file:
            return file.read()
    except (AttributeError, OSError, UnicodeDecodeError):
        return ""


_given = [Given(line.removeprefix(MARK)) for line in _program().splitlines() if line.startswith(MARK)]


def _usual(request):
    """What httpbin.org's `/anything` says to it."""
    parts = urllib.parse.urlsplit(request.url)
    delay, status = USUAL, 200
    what, _, number = parts.path.strip("/").partition("/")
    if number.isdecimal():
        if what == "delay":
            delay = min(float(number), MOST)
        elif what == "status" and 100 <= int(number) <= 599:
            status = int(number)
    said = {
        "canned": True,
        "method": request.method,
        "url": request.url,
        "args": dict(urllib.parse.parse_qsl(parts.query)),
        "headers": dict(request.headers),
        "data": request.text,
        "form": request.form,
        "json": request.json,
    }
    return Answer(delay, status, _json.dumps(said).encode())


def answer(request):
    """What a request gets."""
    bare = request.url.partition("?")[0]
    found = [line for line in _given if line.speaks_of(request.url) or line.speaks_of(bare)]
    if not found:
        return _usual(request)
    # Lines with the same pattern follow each other; of different ones the first counts.
    first = [line for line in found if line.pattern == found[0].pattern]
    if len(first) > 1:
        _given.remove(first[0])
    return first[0].answer()


@_traced('{what}')
async def wait(seconds, request):
    """Waits for an answer, under the name of what was asked."""
    import asyncio
    what = f"{request.method} {request.url}"
    await asyncio.sleep(seconds)


def reason(status):
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""


class Request:
    """What is asked for."""

    def __init__(self, method, url, params=None, headers=None, data=None, json=None):
        self.method, self.headers = method.upper(), dict(headers or {})
        self.url = with_params(str(url), params)
        self.form, self.json, self.text = {}, json, ""
        if json is not None:
            self.text = _json.dumps(json)
        elif isinstance(data, (dict, list, tuple)):
            self.form = {str(key): str(value) for key, value in dict(data).items()}
        elif data is not None:
            self.text = data.decode(errors="replace") if isinstance(data, (bytes, bytearray)) else str(data)


def with_params(url, params):
    if not params:
        return url
    text = params if isinstance(params, str) else urllib.parse.urlencode(params, doseq=True)
    return url + ("&" if "?" in url else "?") + text


def is_http(url):
    parts = urllib.parse.urlsplit(str(url))
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def join(base, url):
    """A URL below a base, if there is one."""
    if not base or is_http(url):
        return str(url)
    return str(base).rstrip("/") + "/" + str(url).lstrip("/")


def address(url):
    """Host and port."""
    parts = urllib.parse.urlsplit(url)
    return parts.hostname, parts.port or (443 if parts.scheme == "https" else 80)


class URL:
    """A URL in its parts."""

    def __init__(self, url):
        self._text, self._parts = str(url), urllib.parse.urlsplit(str(url))

    scheme = property(lambda self: self._parts.scheme)
    host = property(lambda self: self._parts.hostname or "")
    port = property(lambda self: self._parts.port)
    path = property(lambda self: self._parts.path or "/")
    query = property(lambda self: self._parts.query.encode())
    fragment = property(lambda self: self._parts.fragment)
    name = property(lambda self: self.path.rpartition("/")[2])

    def __str__(self):
        return self._text

    def __repr__(self):
        return f"URL({self._text!r})"

    def __eq__(self, other):
        return isinstance(other, (URL, str)) and str(self) == str(other)

    def __hash__(self):
        return hash(self._text)


class Headers(dict):
    """A dictionary that does not care about the case of its keys."""

    def __init__(self, values=()):
        super().__init__()
        self.update(values)

    def update(self, values=()):
        for key, value in dict(values).items():
            self[key] = value

    def _known(self, key):
        return next((known for known in self if known.lower() == str(key).lower()), key)

    def __getitem__(self, key):
        return super().__getitem__(self._known(key))

    def __setitem__(self, key, value):
        super().__setitem__(self._known(key), value)

    def __contains__(self, key):
        return any(known.lower() == str(key).lower() for known in self)

    def get(self, key, default=None):
        return self[key] if key in self else default


def mark(module):
    """Tells the reader that this module's answers are canned."""
    try:
        import _asyncio
        _asyncio._canned(module)
    except (ImportError, AttributeError):
        # Under CPython, where the recordings are made.
        pass
