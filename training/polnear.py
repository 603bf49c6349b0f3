"""PolNeAR: attributions of American political news, in brat standoff. It states no licence."""

from dataclasses import dataclass, replace
from pathlib import Path

from training.attribution import Pair
from training.corpora import Attribution, CorpusError, Labelled, Range, attributed

ROLES = ("Source", "Cue", "Content")


@dataclass(frozen=True, slots=True)
class AttributedText:
    """A text with its attributions: as labelled spans and as (content, source) pairs."""

    labelled: Labelled
    pairs: list[Pair]


def polnear(data: Path, split: str) -> list[AttributedText]:
    """Read a split; the kind of its pairs is not labelled and left empty. It states no licence."""
    folder = data / "polnear" / split
    try:
        # The name of a standoff file is that of its text and a hash.
        standoffs = sorted((folder / "attributions").iterdir())
        return [_read(folder / "text" / f"{path.stem.rpartition('_')[0]}.txt", path) for path in standoffs]
    except OSError as error:
        raise CorpusError(f"{error.filename}: {error.strerror}") from error


def _read(text_path: Path, standoff_path: Path) -> AttributedText:
    text = text_path.read_bytes().decode("utf-8")
    ranges: dict[str, tuple[str, tuple[Range, ...]]] = {}
    attributions = []
    # Ranges first, since an attribution may stand before one of its ranges.
    lines = sorted(standoff_path.read_text(encoding="utf-8").splitlines(), key=lambda line: not line.startswith("T"))
    for line in lines:
        number, _, rest = line.partition("\t")
        if number.startswith("T"):
            role, _, places = rest.partition("\t")[0].partition(" ")
            ranges[number] = (
                role,
                tuple((int(start), int(end)) for start, end in (place.split() for place in places.split(";") if place)),
            )
        elif number.startswith("E"):
            parts = [ranges[argument.partition(":")[2]] for argument in rest.split() if ":" in argument]
            source, cue, content = (
                tuple(piece for role, pieces in parts if role == wanted for piece in pieces) for wanted in ROLES
            )
            attributions.append(Attribution(source, cue, content))
    labelled = attributed(text_path.stem, text, attributions)
    spans = {(start, end, role.upper()) for role, pieces in ranges.values() if role in ROLES for start, end in pieces}
    pairs = [Pair(attribution.content, attribution.source, "") for attribution in attributions if attribution.content]
    return AttributedText(replace(labelled, spans=sorted(spans)), pairs)
