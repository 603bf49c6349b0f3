"""Whatever is raised, a worker can say so in one short line."""

import pytest

from services.runtime.failures import Failed, failure


def raised(error: BaseException, cause: BaseException | None = None) -> BaseException:
    """The error as it is after it has been raised."""
    with pytest.raises(type(error)) as caught:
        raise error from cause
    return caught.value


class Unreadable(Exception):
    """An error without a message that could be read."""

    def __str__(self) -> str:
        raise RuntimeError


@pytest.mark.parametrize(
    ("error", "detail"),
    [
        (ValueError("no such label"), "ValueError: no such label (test_failures.py:"),
        (SystemExit(3), "SystemExit: 3 (test_failures.py:"),
        (Unreadable(), "Unreadable: its message cannot be read, RuntimeError (test_failures.py:"),
    ],
)
def test_it_names_the_error_and_its_place(error: BaseException, detail: str) -> None:
    failed = failure(raised(error))
    assert failed.reason == "language-error"
    assert failed.detail.startswith(detail)


def test_a_long_message_is_cut() -> None:
    assert len(failure(raised(ValueError("x" * 10_000_000))).detail) < 2100


@pytest.mark.parametrize(
    "error",
    [
        pytest.param(raised(MemoryError()), id="as it is"),
        pytest.param(raised(RuntimeError("a library failed"), cause=raised(MemoryError())), id="in other words"),
    ],
)
def test_too_little_memory_is_a_reason_of_its_own(error: BaseException) -> None:
    assert failure(error) == Failed("memory-limit", "the worker has reached its memory limit")


def test_what_an_error_about_memory_holds_is_let_go() -> None:
    class Large:
        """Stands for what has used the memory up."""

    held: list[int] = []

    def use_it_up() -> None:
        large = Large()
        Large.__del__ = lambda _self: held.clear()  # type: ignore[attr-defined]
        held.append(id(large))
        raise MemoryError

    with pytest.raises(MemoryError) as caught:
        use_it_up()
    assert held
    failure(caught.value)
    assert not held
