"""The dead letters that a command is about, read from the cluster."""

from collections.abc import Sequence
from dataclasses import dataclass

import click

from services.cli.drawing.work import WorkProgress
from services.cli.options import patience
from services.dead_letters.filing import read_places, read_selected
from services.dead_letters.journal import FiledLetter, Journal
from services.dead_letters.outcome import Outcome, not_found
from services.dead_letters.place import Place
from services.dead_letters.selection import Selection
from services.runtime.settings import Settings


@dataclass(frozen=True)
class Choice:
    """The letters, and an outcome for each place at which there is none."""

    letters: list[FiledLetter]
    missing: list[Outcome]


async def choose(settings: Settings, places: Sequence[Place], selection: Selection, progress: WorkProgress) -> Choice:
    """The letters at ``places``, or where there are none those of the selection. Raises ``ConfigurationError``."""
    if not places:
        journal = await read_all_states(settings, selection, progress)
        return Choice([letter for letter in journal.letters() if selection.has_state(letter)], [])
    journal = await read_places(
        settings.bootstrap_servers,
        set(places),
        patience=patience(settings),
        on_progress=lambda done, total: progress.show("reading dead letters", done, total),
    )
    _name_unreadable(journal)
    letters = journal.letters()
    return Choice(letters, not_found([journal.letter_of(place) for place in places], letters))


async def read_all_states(settings: Settings, selection: Selection, progress: WorkProgress) -> Journal:
    """The letters of the selection whatever their state; records that are no letters are named on standard error."""
    journal = await read_selected(
        settings.bootstrap_servers,
        selection,
        patience=patience(settings),
        on_progress=lambda done, total: progress.show("reading dead letters", done, total),
    )
    _name_unreadable(journal)
    return journal


def _name_unreadable(journal: Journal) -> None:
    for line in journal.unreadable:
        click.echo(f"passed over {line}", err=True)
