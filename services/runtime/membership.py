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
        self._is_watching = False

    @property
    def is_certain(self) -> bool:
        """Whether the coordinator cannot have given the partitions to others yet."""
        return self._clock() - self._confirmed_at < self._session

    def confirm(self, at: float) -> None:
        """What began ``at`` was answered well: a heartbeat, or a request to join."""
        self._confirmed_at = max(self._confirmed_at, at)

    def joined(self) -> None:
        """The first partitions came, before anything could be watched; later ones are known from their beginning."""
        if not self._is_watching:
            self.confirm(self._clock())

    def watch(self, coordinator: Any) -> None:
        """Learn when aiokafka's group ``coordinator`` sends heartbeats and joins, which it keeps to itself."""
        coordinator._do_heartbeat = self._watched(coordinator._do_heartbeat)
        coordinator._do_rejoin_group = self._watched(coordinator._do_rejoin_group)
        self._is_watching = True

    def _watched(self, ask: Callable[..., Awaitable[bool]]) -> Callable[..., Awaitable[bool]]:
        async def watched(*arguments: Any) -> bool:
            began = self._clock()
            answered_well = await ask(*arguments)
            if answered_well:
                self.confirm(began)
            return answered_well

        return watched
