"""What can go wrong between a bare machine and a running Kafka.

    BrokerError
    ├── ExtraMissing         Newsloom was installed without what a Kafka needs
    ├── JarLockInvalid       jars.lock itself cannot be read
    ├── JarUnavailable       a jar cannot be downloaded (offline, refused, out of disk)
    ├── JarCorrupt           a jar came, but is not the pinned one
    ├── JavaMissing          no Java 17 or newer
    ├── DataFolderUnusable   the named data folder cannot be this cluster's
    ├── PortUnusable         the port that was asked for is taken or forbidden
    └── BrokerFailed         Kafka did not start, did not become ready, or died
        └── AddressInUse     because somebody took its port in the meantime

Every message is one line that a person can act on.
"""

from pathlib import Path


class BrokerError(Exception):
    """Root of everything that the broker room raises."""


class ExtraMissing(BrokerError):
    """A package of the extra `broker` is not installed."""

    def __init__(self) -> None:
        super().__init__(
            "a Kafka of its own needs `pip install newsloom[broker]`;"
            " or point Newsloom at another Kafka with --bootstrap-servers"
        )


class JarLockInvalid(BrokerError):
    """A line of the lock file is not `sha256 bytes group:artifact:version`; the message names file and line."""


class JarUnavailable(BrokerError):
    """A pinned jar cannot be fetched."""

    def __init__(self, coordinate: str, reason: str) -> None:
        super().__init__(
            f"cannot fetch {coordinate} from Maven Central: {reason}; go online once (the jars are kept),"
            " or point Newsloom at another Kafka with --bootstrap-servers"
        )
        self.coordinate = coordinate


class JarCorrupt(BrokerError):
    """A jar was fetched whose bytes are not the pinned ones."""

    def __init__(self, coordinate: str, expected: str, actual: str) -> None:
        super().__init__(
            f"{coordinate} came with SHA-256 {actual}, but {expected} is pinned:"
            " a broken download (try again) or a proxy that alters files"
        )
        self.coordinate = coordinate


class JavaMissing(BrokerError):
    """Neither the packaged Java nor a system Java of a sufficient version was found."""


class DataFolderUnusable(BrokerError):
    """The named data folder holds something else, another number of brokers, or cannot be written."""

    def __init__(self, folder: Path, reason: str) -> None:
        super().__init__(f"data folder {folder}: {reason}")
        self.folder = folder


class PortUnusable(BrokerError):
    """A port that was asked for by number cannot be listened on."""

    def __init__(self, port: int, reason: str) -> None:
        super().__init__(f"port {port} on 127.0.0.1 {reason}: choose another one, or none to have a free one found")
        self.port = port


class BrokerFailed(BrokerError):
    """A broker did not start, did not become ready in time, or died; the message ends with its log file."""

    def __init__(self, what: str, log_file: Path, last_line: str) -> None:
        said = f": {last_line}" if last_line else ""
        super().__init__(f"{what}{said} (log: {log_file})")
        self.log_file = log_file
        self.last_line = last_line


class AddressInUse(BrokerFailed):
    """A broker that failed because another process listens on one of its ports."""
