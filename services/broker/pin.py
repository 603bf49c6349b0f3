"""Write jars.lock anew: `python -m services.broker.pin`, after KAFKA_VERSION was changed.

The checksums are those of what Maven Central answers now, so the change belongs under review like any other.
"""

import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from services.broker.lock import LOCK_FILE, PinnedJar, render_lock, sha256_of
from services.broker.maven import download, resolve
from services.broker.release import SERVER_COORDINATE

# Kafka's own description leaves the logging backend to whoever runs it; without one a broker says nothing at all.
_LOGGING_API = "org.apache.logging.log4j:log4j-core:"
_LOGGING_BRIDGE = "org.apache.logging.log4j:log4j-slf4j-impl:"


def pinned_coordinates(folder: Path) -> list[str]:
    """Every jar of the server by its coordinate, with the bridge that carries its log messages to Log4j."""
    coordinates = resolve(SERVER_COORDINATE, folder)
    (logging_version,) = (found.removeprefix(_LOGGING_API) for found in coordinates if found.startswith(_LOGGING_API))
    return [*coordinates, _LOGGING_BRIDGE + logging_version]


def main() -> None:
    """Resolve, fetch, and write the lock file."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)

        def pin(coordinate: str) -> PinnedJar:
            jar = download(coordinate, folder, lambda _size: None)
            return PinnedJar(coordinate, sha256_of(jar), jar.stat().st_size)

        with ThreadPoolExecutor(8) as threads:
            jars = list(threads.map(pin, pinned_coordinates(folder)))
    comment = f"The jars of {SERVER_COORDINATE}, written by python -m services.broker.pin"
    LOCK_FILE.write_text(render_lock(jars, comment), encoding="utf-8")
    print(f"{len(jars)} jars, {sum(jar.size for jar in jars) / 1e6:.0f} MB pinned in {LOCK_FILE}")


if __name__ == "__main__":
    main()
