"""The header that a replay adds, by which its record is known."""

from collections.abc import Iterable

from schemas.cloudevents import Headers
from services.dead_letters.place import Place

REPLAY_OF = "newsloom_replay_of"
"""One header a replay, behind all others: the places of the letters that it replays, separated by spaces.

A record that fails again after a replay and is replayed again carries two of them, and so on.
"""


def with_replay(headers: Headers, letters: Iterable[Place]) -> Headers:
    """The headers of a record that is published again for ``letters``."""
    return [*headers, (REPLAY_OF, " ".join(map(str, letters)).encode())]


def replays(headers: Headers) -> int:
    """How often the record with these headers was replayed before."""
    return sum(name == REPLAY_OF for name, _ in headers)


def replayed_places(headers: Headers) -> set[str]:
    """The places that a record with these headers replays, by its last replay or an earlier one."""
    return {
        place
        for name, value in headers
        if name == REPLAY_OF
        for place in (value or b"").decode(errors="replace").split()
    }


def before_last_replay(headers: Headers) -> Headers | None:
    """The headers without the one that the last replay added; None if they are not those of a replay."""
    return headers[:-1] if headers and headers[-1][0] == REPLAY_OF else None
