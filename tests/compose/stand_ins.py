"""Images for a machine that cannot pull any: stand-ins under the names that the compose file and the Dockerfile use.

They are made of Debian packages and of the Kafka jars and the Java that ``services.broker`` has pinned. An image that
is there already, pulled or built, is left alone.
"""

import shutil
import subprocess
import tempfile
from pathlib import Path

from services.broker import maven
from services.broker.installation import install
from services.broker.release import KAFKA_VERSION

_IMAGES = Path(__file__).with_name("images")
_DEBIAN = "newsloom-test/debian:12"
_CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")


def provide(environment: dict[str, str], images: dict[str, str]) -> None:
    """Pull or build each of ``images``: the name that is used, and which stand-in there is for it."""
    for name, stand_in in images.items():
        if _exists(environment, name) or _pulled(environment, name):
            continue
        if not _exists(environment, _DEBIAN):
            _bootstrap(environment)
        with tempfile.TemporaryDirectory(prefix="newsloom-image-") as folder:
            context = Path(folder)
            for path in _IMAGES.iterdir():
                shutil.copy(path, context)
            shutil.copy(_CERTIFICATES, context)
            if stand_in == "kafka":
                _add_kafka(context)
            _docker(
                environment, "build", "--quiet", "--tag", name, "--file", context / f"{stand_in}.Dockerfile", context
            )


def _add_kafka(context: Path) -> None:
    installation = install()
    shutil.copytree(installation.java.resolve().parents[1], context / "java")
    libraries = context / "libs"
    libraries.mkdir()
    for jar in installation.jars:
        shutil.copy(jar, libraries)
    tools = maven.download(f"org.apache.kafka:kafka-tools:{KAFKA_VERSION}", context / "tools", lambda _size: None)
    shutil.copy(tools, libraries)


def _bootstrap(environment: dict[str, str]) -> None:
    with tempfile.TemporaryDirectory(prefix="newsloom-debian-") as folder:
        subprocess.run(["debootstrap", "--variant=minbase", "bookworm", folder], check=True, stdout=subprocess.DEVNULL)
        with subprocess.Popen(["tar", "-C", folder, "-c", "."], stdout=subprocess.PIPE) as archive:
            subprocess.run(["docker", "import", "-", _DEBIAN], stdin=archive.stdout, env=environment, check=True)


def _exists(environment: dict[str, str], name: str) -> bool:
    done = subprocess.run(["docker", "image", "inspect", name], env=environment, capture_output=True, check=False)
    return done.returncode == 0


def _pulled(environment: dict[str, str], name: str) -> bool:
    done = subprocess.run(["docker", "pull", "--quiet", name], env=environment, capture_output=True, check=False)
    return done.returncode == 0


def _docker(environment: dict[str, str], *arguments: str | Path) -> None:
    subprocess.run(["docker", *arguments], env=environment, check=True, stdout=subprocess.DEVNULL)
