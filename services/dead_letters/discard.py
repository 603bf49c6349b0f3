"""Discards dead letters: they stay where they are, and are written down as done with."""

from collections.abc import AsyncGenerator, Iterable

from services.dead_letters.disposition import Disposition
from services.dead_letters.journal import FiledLetter
from services.dead_letters.outcome import Outcome, Sender, already_settled


async def discard(
    letters: Iterable[FiledLetter], sender: Sender, *, dry_run: bool = False
) -> AsyncGenerator[Outcome, None]:
    """Discard the open ones among ``letters``, each delivered before its outcome is told; raises what ``sender`` does.

    With ``dry_run`` the outcomes are those that there would be, and nothing is written.
    """
    for letter in letters:
        if outcome := already_settled(letter):
            yield outcome
            continue
        if not dry_run:
            await sender.send(Disposition.now(letter.place, "discarded").to_record(letter.letter.origin.key))
        yield Outcome(letter.place, "discarded", letter)
