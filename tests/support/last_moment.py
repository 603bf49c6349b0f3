"""A service that kills itself (SIGKILL) at a chosen moment, in which an outsider would hardly hit it.

The variable ``DIES_AT`` says where and at which time of passing there, such as ``after-delivery:37``.
"""

import asyncio
import os
import signal
from collections.abc import Callable, Mapping
from typing import Any

from services.runtime.delivery import Delivery
from services.runtime.record import OutgoingRecord
from services.runtime.stream import ArticleStream

VARIABLE = "DIES_AT"


class _Countdown:
    def __init__(self, times: int) -> None:
        self._left = times

    def step(self) -> None:
        """The process dies in the last of the steps."""
        self._left -= 1
        if self._left <= 0:
            os.kill(os.getpid(), signal.SIGKILL)


def _before_the_result_is_sent(countdown: _Countdown) -> None:
    send = Delivery.send

    async def send_or_die(self: Delivery, record: OutgoingRecord) -> None:
        countdown.step()
        await send(self, record)

    setattr(Delivery, "send", send_or_die)  # noqa: B010  # an assignment is refused by the type checker


def _after_its_delivery(countdown: _Countdown) -> None:
    send = Delivery.send

    async def send_and_die(self: Delivery, record: OutgoingRecord) -> None:
        await send(self, record)
        countdown.step()

    setattr(Delivery, "send", send_and_die)  # noqa: B010


def _during_the_commit(countdown: _Countdown) -> None:
    commit = ArticleStream.commit

    async def commit_and_die(self: ArticleStream, offsets: Mapping[int, int]) -> None:
        committing: asyncio.Task[Any] = asyncio.create_task(commit(self, offsets))
        if offsets:
            # The consumer's thread has it by now: the request is about to be written, or is on its way.
            await asyncio.wait([committing], timeout=0)
            countdown.step()
        await committing

    setattr(ArticleStream, "commit", commit_and_die)  # noqa: B010


MOMENTS: dict[str, Callable[[_Countdown], None]] = {
    "before-sending": _before_the_result_is_sent,
    "after-delivery": _after_its_delivery,
    "during-commit": _during_the_commit,
}


def arrange() -> None:
    """Do what the environment asks for, if it does."""
    if where := os.environ.get(VARIABLE):
        moment, _, times = where.partition(":")
        MOMENTS[moment](_Countdown(int(times)))
