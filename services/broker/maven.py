"""Jars by their Maven coordinates, through jgo's pure-Python resolver: no Java and no Maven needed.

jgo knows where Maven Central is and how a jar is found there; what it fetches is not trusted here but compared with the
lock file by the caller.
"""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

from services.broker.errors import ExtraMissing, JarUnavailable

try:
    import requests
    from jgo.maven import MavenContext, PythonResolver
except ModuleNotFoundError as error:
    raise ExtraMissing from error

# Seconds without a byte before a download is given up.
_TIMEOUT = 30

ReceivedBytes = Callable[[int], None]


def download(coordinate: str, folder: Path, received: ReceivedBytes) -> Path:
    """Fetch one jar into a folder and return its path; `received` is told the size of each piece in bytes.

    Raises JarUnavailable when it cannot be had, whatever the cause.
    """

    @contextlib.contextmanager
    def report(_file_name: str, _size: int) -> Iterator[ReceivedBytes]:
        yield received

    context = MavenContext(
        resolver=PythonResolver(progress_callback=report), repo_cache=folder, local_repos=[], timeout=_TIMEOUT
    )
    try:
        path: Path = context.create_dependency(coordinate).artifact.resolve()
    except requests.ConnectionError as error:
        raise JarUnavailable(coordinate, "no connection") from error
    except requests.RequestException as error:
        raise JarUnavailable(coordinate, _first_line(error)) from error
    except RuntimeError as error:  # jgo's answer to a jar that no repository has
        raise JarUnavailable(coordinate, "it is not there") from error
    except OSError as error:
        raise JarUnavailable(coordinate, f"cannot write to {folder}: {error.strerror}") from error
    return path


def resolve(coordinate: str, folder: Path) -> list[str]:
    """The coordinate and all that it needs at run time, as coordinates; `folder` takes the descriptions fetched."""
    context = MavenContext(repo_cache=folder, local_repos=[], timeout=_TIMEOUT)
    inputs, transitive = context.resolver.resolve([context.create_dependency(coordinate)])
    return [f"{found.groupId}:{found.artifactId}:{found.version}" for found in [*inputs, *transitive]]


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0] if str(error) else type(error).__name__
