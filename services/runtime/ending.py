"""The end of a service, which no absent broker may put off for ever."""

import asyncio
import os
from collections.abc import Coroutine
from time import monotonic
from typing import Any

import structlog

_EXIT_UNCOMMITTED = 1

log = structlog.get_logger()


class Ending:
    """What is left to do with the cluster at the end shares ``seconds``, counted from the first of it.

    Both aiokafka and Faust wait for a broker that is away for as long as that takes. What is not committed then is
    read again at the next start.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._deadline: float | None = None
        self._stuck: list[str] = []

    async def in_time(self, what: str, stopping: Coroutine[Any, Any, None]) -> None:
        """Do one step, or note it as stuck when the time is over. Raises what the step raises."""
        self._deadline = self._deadline or monotonic() + self._seconds
        step = asyncio.create_task(stopping)
        await asyncio.wait([step], timeout=max(0.0, self._deadline - monotonic()))
        if step.done():
            step.result()
        else:
            self._stuck.append(what)

    def exit_if_stuck(self) -> None:
        """End the process with code 1 if a step was stuck: its threads and tasks would keep it alive."""
        if self._stuck:
            log.error("ended without a commit", stuck=self._stuck, exit_code=_EXIT_UNCOMMITTED)
            os._exit(_EXIT_UNCOMMITTED)
