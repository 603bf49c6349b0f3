"""Alive means that work gets finished: an idle service is alive, a busy one that finishes nothing is not."""

from services.runtime.progress import Progress


class Clock:
    """A clock that a test moves."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_idle_is_alive_for_ever() -> None:
    clock = Clock()
    progress = Progress(10, has_work=lambda: False, clock=clock)
    clock.now = 1_000
    assert progress.is_live


def test_work_that_is_never_finished_is_a_stall() -> None:
    clock = Clock()
    work = [False]
    progress = Progress(10, has_work=lambda: work[0], clock=clock)
    clock.now = 100
    assert progress.is_live
    work[0] = True
    clock.now = 109
    assert progress.is_live
    clock.now = 110
    assert not progress.is_live
    assert progress.stalled_for() == 10
    progress.made()
    assert progress.is_live


def test_work_that_begins_after_a_long_idleness_is_no_stall() -> None:
    clock = Clock()
    progress = Progress(10, has_work=lambda: True, clock=clock)
    clock.now = 1_000  # idle all the while, and nobody asked
    progress.began()
    assert progress.is_live


def test_readiness_names_what_hinders() -> None:
    failing = [True]
    progress = Progress(10, has_work=lambda: False, hindrances={"a": lambda: failing[0], "b": lambda: False})
    assert progress.not_ready_because() == ["a"]
    failing[0] = False
    assert progress.not_ready_because() == []
