"""Stands in for test.support.socket_helper: there are no sockets."""

import unittest

HOST = "localhost"
HOSTv4 = "127.0.0.1"
HOSTv6 = "::1"
IPV6_ENABLED = False
has_gethostname = False


def find_unused_port(*a, **k):
    raise unittest.SkipTest("socket")


bind_port = find_unused_port
skip_unless_bind_unix_socket = unittest.skip("socket")
skip_if_tcp_blackhole = unittest.skip("socket")
