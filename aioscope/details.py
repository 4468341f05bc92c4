"""What a stream, a socket or a subprocess is made of: ``tcp fd 12``, ``pipe fd 7``, ``pid 4711``. Never its data.

Read from asyncio's own transports and from the socket's C type; no address, because that may be somebody's secret.
"""

from __future__ import annotations

import _socket
import socket
from typing import Any

from .reading import own

_Socket: Any = _socket.socket
_family, _type = _Socket.family.__get__, _Socket.type.__get__

_IP = {socket.AF_INET, socket.AF_INET6}
_UNIX = getattr(socket, "AF_UNIX", None)
_DEEPEST = 3
"""Transports on top of each other: TLS on TCP is two."""


def detail_of(resource: Any, kind: str) -> str | None:
    """What it is made of, in a few words; None: nothing to tell.

    >>> with socket.socket() as sock: detail_of(sock, "socket") == f"tcp fd {sock.fileno()}"
    True
    """
    if kind == "socket":
        return _of_socket(resource)
    if kind == "stream":
        return _of_transport(own(resource, "_transport"))
    if kind == "subprocess":
        number = own(resource, "_pid")
        return f"pid {number}" if type(number) is int else None
    return None


def _of_transport(transport: Any) -> str | None:
    over = ""
    for _ in range(_DEEPEST):
        if (protocol := own(transport, "_ssl_protocol")) is not None:
            transport, over = own(protocol, "_transport"), "tls on "
        elif (sock := own(transport, "_sock")) is not None:
            found = _of_socket(sock)
            return over + found if found is not None else None
        else:
            number = own(transport, "_fileno")
            return f"pipe fd {number}" if type(number) is int else None
    return None


def _of_socket(sock: Any) -> str | None:
    if not issubclass(type(sock), _Socket):
        return None
    family, kind = _family(sock), _type(sock)
    if family == _UNIX:
        words = "unix"
    elif family in _IP and kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
        words = "tcp" if kind == socket.SOCK_STREAM else "udp"
    else:
        words = "socket"
    return f"{words} fd {_Socket.fileno(sock)}"
