"""Processes of the system's."""

from . import absent

__all__ = ('create_subprocess_exec', 'create_subprocess_shell')

PIPE, STDOUT, DEVNULL = -1, -2, -3

Process = absent.cls('subprocess.Process', 'processes', __name__)
Process.__name__ = Process.__qualname__ = 'Process'
create_subprocess_exec, create_subprocess_shell = (absent.function(name, 'processes', __name__) for name in __all__)
