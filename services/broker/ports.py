"""Free ports on the loopback interface."""

import errno
import random
import socket

LOOPBACK = "127.0.0.1"

# Below what Linux (32768) and macOS (49152) hand out for outgoing connections. A port from that range could be taken by
# any client while its broker is down, even by the broker's own client: on the loopback interface a connection attempt
# that is given the very port it dials succeeds, with itself.
_CHOICE = range(20_000, 32_768)


def is_free(port: int) -> bool:
    """Whether a server could listen on the port now. Raises OSError for a port that one may not use."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        # As Java does: connections of a broker that is gone do not keep the next one from listening.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
            probe.listen()
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return False
            raise
        return True


def free_ports(count: int) -> list[int]:
    """So many different ports that are free now; another process may still take one before it is used."""
    found: list[int] = []
    for port in random.sample(_CHOICE, len(_CHOICE)):
        if len(found) == count:
            break
        if is_free(port):
            found.append(port)
    return found
