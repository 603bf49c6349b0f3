"""Free ports on the loopback interface."""

import errno
import random
import socket
from collections.abc import Collection
from itertools import islice

from services.broker.errors import PortUnusable

LOOPBACK = "127.0.0.1"

# Below what Linux (32768) and macOS (49152) hand out for outgoing connections. A port from that range could be taken by
# any client while its broker is down, even by the broker's own client: on the loopback interface a connection attempt
# that is given the very port it dials succeeds, with itself.
_CHOICE = range(20_000, 32_768)


def is_free(port: int) -> bool:
    """Whether a server could listen on the port now. Raises PortUnusable for one that this user never can."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        # As Java does: connections of a broker that is gone do not keep the next one from listening.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
            probe.listen()
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return False
            raise PortUnusable(port, f"cannot be used ({error.strerror})") from error
        except OverflowError as error:
            raise PortUnusable(port, "does not exist") from error
        return True


def free_ports(count: int, without: Collection[int] = ()) -> list[int]:
    """So many different ports that are free now; another process may still take one before it is used."""
    shuffled = random.sample(_CHOICE, len(_CHOICE))
    return list(islice((port for port in shuffled if port not in without and is_free(port)), count))


def consecutive_ports(first: int, count: int) -> list[int]:
    """The ports from the first one on. Raises PortUnusable, naming the port, when one of them is not free."""
    ports = list(range(first, first + count))
    for port in ports:
        if not is_free(port):
            raise PortUnusable(port, "is taken")
    return ports
