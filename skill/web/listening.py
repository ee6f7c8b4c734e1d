"""Whether an address can be listened on, told before a server starts there."""

import errno
import socket

from skill.config import BadSetting

OTHER_PORTS = (8000, 8080)
"""What is proposed where a port is taken."""


def check_address(host: str, port: int) -> None:
    """Raises BadSetting where a server could not listen: its port is taken, or the address is not ours.

    The address is listened on and let go again. Port 0 is always free.
    """
    plain = host.strip("[]")
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(plain, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(address)
            trial.listen()
    except OSError as error:
        raise BadSetting(_told(host, port, error)) from error


def _told(host: str, port: int, error: OSError) -> str:
    """What is wrong with an address, and what to do."""
    other = next(one for one in OTHER_PORTS if one != port)
    choose = f"choose another one: --port {other}, or PORT={other} make run"
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is in use by another program on {host}. Stop that program, or {choose}."
    if error.errno == errno.EACCES:
        return f"Port {port} is not open to this user. Use one from 1024 on, or {choose}."
    if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
        return (
            f"PSOAS_HOST is '{host}', which is no address of this machine. Set it to one that is, such as "
            "127.0.0.1 for this machine alone or 0.0.0.0 for every network that it is in."
        )
    return f"Nothing can listen on port {port} of {host}: {error}. Check PSOAS_HOST and the port."
