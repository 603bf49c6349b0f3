"""Java and the jars put together: how a class of Kafka is run on this machine."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from services.broker.jars import Progress, ensure_jars
from services.broker.java import find_java


@dataclass(frozen=True)
class Installation:
    """A Java executable and the jars of one Kafka release."""

    java: Path
    jars: tuple[Path, ...]

    def command(
        self, main_class: str, arguments: Sequence[str | Path], *, heap_mebibytes: int, folder: Path
    ) -> list[str]:
        """The command line that runs a class of Kafka with logging.properties and scratch space in `folder`."""
        return [
            str(self.java),
            f"-Xmx{heap_mebibytes}m",
            # Quick to start rather than quick in the long run, and sparing on a machine of two cores that the services
            # need: one light compiler and one collector thread (2.9 s of processor time to start, else 4.2 s), and no
            # verification of bytecode (2.2 s), since the bytes of every jar are the pinned ones.
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-XX:+IgnoreUnrecognizedVMOptions",
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:-BytecodeVerificationRemote",
            "-XX:+ExitOnOutOfMemoryError",
            # Nothing of a killed broker stays behind in the system's temporary folder.
            "-XX:-UsePerfData",
            f"-XX:ErrorFile={folder / 'crash.log'}",
            f"-Djava.io.tmpdir={folder}",
            f"-Dlog4j2.configurationFile={folder / 'logging.properties'}",
            "-cp",
            ":".join(str(jar) for jar in self.jars),
            main_class,
            *(str(argument) for argument in arguments),
        ]


def install(cache_folder: Path | None = None, progress: Progress | None = None) -> Installation:
    """Find Java and make sure of the jars; see find_java and ensure_jars for what is raised."""
    return Installation(find_java(), tuple(ensure_jars(cache_folder, progress)))
