"""What the subcommands take to choose dead letters."""

import functools
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, TypeVar, get_args

import click

from services.cli.options import SERVICES
from services.dead_letters.disposition import Settlement
from services.dead_letters.moments import parse_moment
from services.dead_letters.place import Place
from services.dead_letters.selection import Selection
from services.runtime.errors import Reason

F = TypeVar("F", bound=Callable[..., Any])

STATES = ("open", *get_args(Settlement), "all")


class PlaceType(click.ParamType):
    """A place such as quotes/2/17."""

    name = "place"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Place:
        """Read it; a place that is none is wrong usage."""
        if isinstance(value, Place):
            return value
        try:
            return Place.parse(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)


class MomentType(click.ParamType):
    """A date, or a span back from now."""

    name = "moment"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Read it; a moment that is none is wrong usage."""
        if isinstance(value, datetime):
            return value
        try:
            return parse_moment(value, datetime.now(UTC))
        except ValueError as error:
            self.fail(str(error), param, ctx)


def filter_options(command: F) -> F:
    """Gives a command the filters as ``selection``: a ``Selection``, or None where no filter was given."""

    @click.option("--service", "services", type=click.Choice(SERVICES), multiple=True, help="Of this one; repeatable.")
    @click.option(
        "--reason", "reasons", type=click.Choice(get_args(Reason)), multiple=True, help="For this reason; repeatable."
    )
    @click.option("--since", type=MomentType(), metavar="WHEN", help="Failed then or later: 2026-01-31T18:30Z, 2h, 3d.")
    @click.option("--until", type=MomentType(), metavar="WHEN", help="Failed earlier than that.")
    @click.option("--state", type=click.Choice(STATES), help="What was done about them; by default open: nothing yet.")
    @functools.wraps(command)
    def with_selection(
        *args: Any,
        services: Any,
        reasons: Any,
        since: datetime | None,
        until: datetime | None,
        state: Any,
        **more: Any,
    ) -> Any:
        if since and until and since >= until:
            raise click.UsageError("--since is not before --until")
        given = services or reasons or since or until or state
        selection = Selection(services, reasons, since, until, state or "open") if given else None
        return command(*args, selection=selection, **more)

    return with_selection  # type: ignore[return-value]


def choice_options(command: F) -> F:
    """Gives a command places, filters or all to choose from, as ``places`` and ``selection``: one of them is empty."""

    @click.argument("places", nargs=-1, type=PlaceType(), metavar="[PLACE]…")
    @filter_options
    @click.option("--all", "everything", is_flag=True, help="All that are open.")
    @functools.wraps(command)
    def with_choice(
        *args: Any, places: tuple[Place, ...], selection: Selection | None, everything: bool, **more: Any
    ) -> Any:
        if places and (selection or everything):
            raise click.UsageError("name the dead letters or choose them by filters, not both")
        if not (places or selection or everything):
            raise click.UsageError("name the dead letters, such as quotes/2/17, choose them by filters, or take --all")
        return command(*args, places=places, selection=selection or Selection(), **more)

    return with_choice  # type: ignore[return-value]
