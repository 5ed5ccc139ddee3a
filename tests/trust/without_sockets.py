"""This file runs work in a process that must not speak to anybody, and is told of every try.

    python without_sockets.py forbid|trace script.py [arguments]

forbid: the kernel kills the process, and every child of it, the moment it asks for a socket that could leave the
machine (seccomp; Linux). trace: every audit event of Python's socket module is printed and ends the run with 3.
"""

from __future__ import annotations

import ctypes
import os
import platform
import runpy
import struct
import sys

AF_UNIX = 1
_SOCKET = {"x86_64": 41, "aarch64": 198}
_ARCHITECTURE = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_LOAD, _EQUAL, _RETURN = 0x20, 0x15, 0x06
_ALLOW, _KILL = 0x7FFF0000, 0x80000000
_NO_NEW_PRIVILEGES, _SET_SECCOMP, _FILTER = 38, 22, 2
CANNOT = 77  # the exit status where the kernel takes no filter
SPOKE = 3


def can_forbid() -> bool:
    return sys.platform == "linux" and platform.machine() in _SOCKET


def forbid() -> bool:
    """From here on, socket() with any domain but AF_UNIX (the window system's) kills the process."""
    machine = platform.machine()
    program = [
        (_LOAD, 0, 0, 4),  # which architecture
        (_EQUAL, 0, 4, _ARCHITECTURE[machine]),
        (_LOAD, 0, 0, 0),  # which call
        (_EQUAL, 0, 3, _SOCKET[machine]),
        (_LOAD, 0, 0, 16),  # its first argument: the domain
        (_EQUAL, 1, 0, AF_UNIX),
        (_RETURN, 0, 0, _KILL),
        (_RETURN, 0, 0, _ALLOW),
    ]
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *line) for line in program))
    whole = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(program), ctypes.addressof(code)))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0):
        return False
    return libc.prctl(_SET_SECCOMP, _FILTER, whole, 0, 0) == 0


def trace() -> None:
    """Print every event of the socket module; they end the run."""

    def told(event: str, arguments: tuple[object, ...]) -> None:
        if event.startswith("socket.") and event != "socket.gethostname":
            sys.stderr.write(f"SOCKET {event} {arguments!r}\n")
            sys.stderr.flush()
            os._exit(SPOKE)

    sys.addaudithook(told)


if __name__ == "__main__":
    how, script, *rest = sys.argv[1:]
    if how == "forbid":
        if not (can_forbid() and forbid()):
            sys.exit(CANNOT)
    else:
        trace()
    sys.argv = [script, *rest]
    runpy.run_path(script, run_name="__main__")
