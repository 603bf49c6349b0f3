"""A service hands its settings to its parts, and what is promised by default is the default."""

from typing import Any

from services.runtime.service import Service
from services.runtime.settings import Settings
from services.runtime.window import Window
from tests.support.tasks import FIRST_WORD


def service_with(**settings: object) -> Service:
    """A service that is not started."""
    return Service(FIRST_WORD, Settings.model_validate(settings))


async def test_it_writes_only_while_its_membership_is_certain() -> None:
    service = service_with()
    assert not service.delivery._may_write()
    service.membership.joined()
    assert service.delivery._may_write()


async def test_membership_lasts_for_the_session_and_no_longer() -> None:
    assert service_with(session_timeout=7).membership._session == 7


async def test_the_breaker_opens_by_the_settings() -> None:
    service = service_with(breaker_window=4, breaker_count=2, breaker_share=0.75)
    for outcome in (service.breaker.saw_a_result, *[service.breaker.saw_a_dead_letter] * 2):
        outcome()
    assert not service.breaker.is_open  # two of three
    service.breaker.saw_a_dead_letter()
    assert service.breaker.is_open


async def test_by_default_the_breaker_opens_at_fifty_dead_letters_and_four_of_five() -> None:
    service = service_with()
    for _ in range(49):
        service.breaker.saw_a_dead_letter()
    assert not service.breaker.is_open
    service.breaker.saw_a_dead_letter()
    assert service.breaker.is_open
    other = service_with()
    for number in range(200):
        (other.breaker.saw_a_result if number % 4 == 0 else other.breaker.saw_a_dead_letter)()
    assert not other.breaker.is_open


async def test_what_is_read_ahead_is_bounded_by_the_bytes_of_the_window() -> None:
    app: Any = service_with(window_bytes=12_345).stream.app
    assert app.FlowControlQueue(maxsize=10)._most_bytes == 12_345


def test_ten_thousand_finished_articles_may_wait_for_a_long_one() -> None:
    assert Window(articles=1, size=1)._most_ahead == 10_000
