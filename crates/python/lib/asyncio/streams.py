"""Streams go through sockets."""

from . import absent

__all__ = ('StreamReader', 'StreamWriter', 'StreamReaderProtocol', 'open_connection', 'start_server',
           'open_unix_connection', 'start_unix_server')

StreamReader, StreamWriter, StreamReaderProtocol = (absent.cls(name, 'sockets', __name__) for name in __all__[:3])
open_connection, start_server, open_unix_connection, start_unix_server = (
    absent.function(name, 'sockets', __name__) for name in __all__[3:])
