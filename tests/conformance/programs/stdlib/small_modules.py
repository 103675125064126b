# Small modules, each a little.
import calendar
import colorsys
import configparser
import difflib
import fnmatch
import getopt
import html
import html.parser
import importlib
import importlib.util
import io
import ipaddress
import locale
import pickle
import sched
import shlex
import signal
import time
import timeit
import urllib.parse
import uuid
from http import HTTPStatus

print(calendar.monthrange(2024, 2)[1], calendar.isleap(2024), calendar.month_name[3], calendar.day_abbr[0], calendar.weekday(2024, 1, 1))
print(calendar.month(2024, 2))
print(list(difflib.unified_diff(["a\n", "b\n"], ["a\n", "c\n"], "x", "y")), difflib.get_close_matches("appel", ["ape", "apple", "peach"]), difflib.SequenceMatcher(None, "abcd", "bcde").ratio())
print(fnmatch.fnmatch("x.py", "*.py"), fnmatch.filter(["a.txt", "b.py"], "*.txt"), getopt.getopt(["-a", "1", "--foo", "x"], "a:", ["foo"]))
print(html.escape("<a href='x'>&</a>"), html.unescape("&lt;&eacute;&#65;"), colorsys.rgb_to_hsv(1, 0.5, 0))


class Links(html.parser.HTMLParser):
    def handle_starttag(self, tag, attrs):
        print("tag", tag, attrs)

    def handle_data(self, data):
        print("data", repr(data))


Links().feed("<p>See <a href='/x'>this</a></p>")
print(importlib.import_module("json").dumps([1]), importlib.util.find_spec("no_such_module"), importlib.util.find_spec("json") is not None, importlib.reload(colorsys) is colorsys)
print(ipaddress.ip_address("192.168.0.1").is_private, list(ipaddress.ip_network("10.0.0.0/30").hosts()), ipaddress.ip_address("::1"))
print(shlex.split("a 'b c' \"d\\\"e\" f\\ g"), shlex.quote("it's"), shlex.join(["a", "b c"]))
print(urllib.parse.urlparse("https://u@h:8/p;x?q=1#f"), urllib.parse.urljoin("http://a/b/c", "../d"), urllib.parse.quote("a b/ü"), urllib.parse.unquote("a%20b"),
      urllib.parse.urlencode({"a": 1, "b": "x y"}), urllib.parse.parse_qs("a=1&a=2&b="), urllib.parse.urlsplit("//h/p").netloc)
print(signal.SIGINT, repr(signal.SIGTERM), signal.Signals(9).name, signal.Signals["SIGUSR1"].value, int(signal.SIGHUP), signal.SIGINT == 2, signal.strsignal(15))
print(uuid.uuid5(uuid.NAMESPACE_DNS, "python.org"), uuid.uuid3(uuid.NAMESPACE_URL, "x"), uuid.UUID("{12345678-1234-5678-1234-567812345678}").hex, uuid.uuid4().version, len(str(uuid.uuid4())), uuid.UUID(int=5))
config = configparser.ConfigParser()
config.read_string("[a]\nx = 1\ny = %(x)s2\n[b]\nflag = yes\n")
print(config.sections(), config["a"]["y"], config.getint("a", "x"), config.getboolean("b", "flag"), config.get("b", "none", fallback="-"))
print(pickle.loads(pickle.dumps({"a": [1, 2.5, None, True, b"x", (1, 2), {3}]})), HTTPStatus.NOT_FOUND, HTTPStatus(200).phrase, HTTPStatus.OK == 200)
events = sched.scheduler(time.monotonic, time.sleep)
events.enter(2, 1, print, ("second",))
events.enter(1, 1, print, ("first",), {"end": "!\n"})
events.run()
print(timeit.timeit("x = 1", number=10) >= 0, len(timeit.repeat("1", number=1, repeat=3)), callable(timeit.default_timer))
print(locale.setlocale(locale.LC_ALL, "C"), locale.localeconv()["decimal_point"], locale.atof("1.5"), locale.format_string("%d items", 3))
