"""Every host is this machine: the server of canned.py, or for the URLs in GONE an address at which nobody listens."""

import os
import socket
import urllib.parse

_gone = {urllib.parse.urlsplit(url).hostname for url in os.environ.get("GONE", "").split()}


def _getaddrinfo(host, port, family=0, type=0, proto=0, flags=0):
    host = host.decode() if isinstance(host, bytes) else host
    address = "127.0.0.2" if host in _gone or host == "127.0.0.2" else "127.0.0.1"
    return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, int(port or 0)))]


socket.getaddrinfo = _getaddrinfo
