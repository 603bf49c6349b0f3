"""Membership: certain for one session after the beginning of the last heartbeat that was answered well."""

import pytest

from services.runtime.membership import Membership


class Coordinator:
    """aiokafka's group coordinator; each heartbeat takes three seconds, and each join five."""

    def __init__(self, member: "Member") -> None:
        self._member = member
        self.answers_well = True

    async def _do_heartbeat(self) -> bool:
        self._member.now += 3
        return self.answers_well

    async def _do_rejoin_group(self, _subscription: object) -> bool:
        self._member.now += 5
        self._member.membership.joined()  # the callback with the partitions comes before the answer
        return self.answers_well


class Member:
    """A membership with a session of ten seconds and a clock that the test moves."""

    def __init__(self) -> None:
        self.now = 100.0
        self.membership = Membership(10, clock=lambda: self.now)
        self.coordinator = Coordinator(self)
        self.membership.watch(self.coordinator)


@pytest.fixture
def member() -> Member:
    """A member that has just begun."""
    return Member()


async def test_nothing_is_certain_before_the_first_confirmation(member: Member) -> None:
    assert not member.membership.is_certain


async def test_a_session_counts_from_the_beginning_of_the_heartbeat(member: Member) -> None:
    assert await member.coordinator._do_heartbeat()
    member.now = 109.5
    assert member.membership.is_certain
    member.now = 110
    assert not member.membership.is_certain


async def test_a_heartbeat_that_fails_confirms_nothing(member: Member) -> None:
    member.coordinator.answers_well = False
    assert not await member.coordinator._do_heartbeat()
    assert not member.membership.is_certain


async def test_an_older_confirmation_that_comes_late_takes_nothing_back(member: Member) -> None:
    member.membership.confirm(at=100)
    member.membership.confirm(at=50)
    assert member.membership.is_certain


@pytest.mark.parametrize(("moment", "certain"), [(109.5, True), (110, False)])
async def test_a_session_counts_from_the_beginning_of_a_join(member: Member, moment: float, certain: bool) -> None:
    assert await member.coordinator._do_rejoin_group(None)
    member.now = moment
    assert member.membership.is_certain is certain


def test_the_first_partitions_come_before_anything_is_watched() -> None:
    membership = Membership(10, clock=lambda: 100.0)
    membership.joined()
    assert membership.is_certain
