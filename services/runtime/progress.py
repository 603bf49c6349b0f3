"""Liveness and readiness: whether articles get finished, not whether the process exists."""

from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic


@dataclass
class Progress:
    """What the service knows of its own course. Times are monotonic seconds.

    ``has_work`` says whether anything is waiting: articles in flight, records not yet read, or a rebalance under way.
    """

    stall_after: float
    has_work: Callable[[], bool]
    clock: Callable[[], float] = monotonic
    hindrances: dict[str, Callable[[], bool]] = field(default_factory=dict)
    _last: float = field(init=False)

    def __post_init__(self) -> None:
        self._last = self.clock()

    def began(self) -> None:
        """There is work where there was none."""
        self._last = self.clock()

    def made(self) -> None:
        """An article was finished."""
        self._last = self.clock()

    def stalled_for(self) -> float:
        """Seconds for which there was work and none of it got finished; 0 while idle."""
        if not self.has_work():
            self._last = self.clock()
        return self.clock() - self._last

    @property
    def is_live(self) -> bool:
        """False when there is work and nothing was finished for ``stall_after`` seconds."""
        return self.stalled_for() < self.stall_after

    def not_ready_because(self) -> list[str]:
        """The names of the hindrances that hold at the moment; empty when articles can be processed."""
        return [name for name, holds in self.hindrances.items() if holds()]
