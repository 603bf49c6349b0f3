"""The breaker: a service that fails at nearly everything stops by itself, before it has emptied the stream.

After a bad deployment (a wrong model, a library that does not fit) every article would become a dead letter, one after
the other. An open breaker holds back whatever comes, results too: nothing is published, no further offset is
committed, and the window fills up, which stops the reading. It stays open until the service is started anew: what was
held back is read again then, by a deployment that can do better.
"""

import asyncio
from collections import deque
from collections.abc import Callable


class Breaker:
    """Opens when dead letters are at least ``count`` and at least ``share`` of the last ``window`` outcomes.

    A ``count`` of 0 never opens it. ``on_open`` is called once. Retractions are no outcomes in this sense.
    """

    def __init__(self, *, window: int, count: int, share: float, on_open: Callable[[], None] = lambda: None) -> None:
        self._failures: deque[bool] = deque(maxlen=window)
        self._count = count
        self._share = share
        self._on_open = on_open
        self.is_open = False

    def saw_a_result(self) -> None:
        """A result was delivered."""
        self._failures.append(False)

    def saw_a_dead_letter(self) -> None:
        """An article has none."""
        self._failures.append(True)
        if not self.is_open and self._is_too_much():
            self.is_open = True
            self._on_open()

    async def passes(self) -> None:
        """Return when something may be published; once the breaker is open, never."""
        if self.is_open:
            await asyncio.Event().wait()

    def _is_too_much(self) -> bool:
        failed = sum(self._failures)
        return 0 < self._count <= failed and failed >= self._share * len(self._failures)
