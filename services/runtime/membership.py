"""Membership of the consumer group: until when it is certain that the partitions are still this process's.

Kafka gives a member's partitions to others when its last heartbeat is older than the session time-out. A process that
was frozen that long (a laptop's lid, a paused container, a swapping machine) does not know of it when it wakes up: what
it would publish then, an older version of an article perhaps, might come behind what the new owner has published.
"""

from collections.abc import Awaitable, Callable
from time import monotonic
from typing import Any


class Membership:
    """Knows when the last heartbeat began that the group's coordinator has answered well.

    Kafka counts the session from the arrival of a heartbeat, hence from no earlier than that. ``session`` is seconds.
    """

    def __init__(self, session: float, clock: Callable[[], float] = monotonic) -> None:
        self._session = session
        self._clock = clock
        self._confirmed_at = float("-inf")

    @property
    def is_certain(self) -> bool:
        """Whether the coordinator cannot have given the partitions to others yet."""
        return self._clock() - self._confirmed_at < self._session

    def confirm(self, at: float | None = None) -> None:
        """A heartbeat that began ``at`` (now, if not given) was answered well, or an assignment came."""
        self._confirmed_at = max(self._confirmed_at, self._clock() if at is None else at)

    def watch(self, coordinator: Any) -> None:
        """Learn of the heartbeats of aiokafka's group ``coordinator``, which keeps their times to itself."""
        heartbeat: Callable[[], Awaitable[bool]] = coordinator._do_heartbeat

        async def watched() -> bool:
            began = self._clock()
            answered_well = await heartbeat()
            if answered_well:
                self.confirm(began)
            return answered_well

        coordinator._do_heartbeat = watched
