"""Make the concept table of the topics service from the file of IPTC Media Topics.

    python -m training.topics.concepts

The folder of the corpora holds `iptc/cptall-en-US.json`, as https://cv.iptc.org/newscodes/mediatopic publishes it
(CC BY 4.0). Retired concepts are left out.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from training.corpora import CorpusError

OUTPUT = Path("services/topics/concepts.json")
PREFIX = "medtop:"
LANGUAGE = "en-US"
MISSING_LABELS = {"medtop:20000304": "media industry"}
"""Labels of the concepts to which the release gives none; this one after the Wikidata item that it names."""
WIKIDATA = "www.wikidata.org/entity/"
ATTRIBUTION = (
    "IPTC Media Topic NewsCodes, copyright International Press Telecommunications Council (https://iptc.org), "
    "CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/); retired concepts and definitions left out"
)

Row = tuple[str, str, int, str | None, str | None]


def read_scheme(data: Path) -> dict[str, Any]:
    """Read the concept scheme; CorpusError if it is missing or is none."""
    path = data / "iptc" / "cptall-en-US.json"
    try:
        scheme: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CorpusError(f"{path}: {error}") from error
    if "conceptSet" not in scheme:
        raise CorpusError(f"{path}: no conceptSet: not a file of IPTC concepts")
    return scheme


def active_concepts(scheme: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the concepts that are not retired, by code, in the order of the codes."""
    active = {concept["qcode"]: concept for concept in scheme["conceptSet"] if "retired" not in concept}
    return dict(sorted(active.items()))


def parent_of(concept: Mapping[str, Any]) -> str | None:
    """Return the code of the broader concept."""
    broader = concept.get("broader", [])
    return PREFIX + broader[0].rsplit("/", 1)[1] if broader else None


def path_of(code: str, concepts: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Return the codes from the top of the tree down to a concept."""
    parent = parent_of(concepts[code])
    return [code] if parent is None else [*path_of(parent, concepts), code]


def table_rows(scheme: dict[str, Any]) -> list[Row]:
    """Return (code, label, level, parent, Wikidata item) of every active concept."""
    concepts = active_concepts(scheme)
    return [
        (code, label_of(concept), len(path_of(code, concepts)), parent_of(concept), _wikidata(concept))
        for code, concept in concepts.items()
    ]


def label_of(concept: Mapping[str, Any]) -> str:
    """Return the preferred label; CorpusError if there is none."""
    label = concept["prefLabel"].get(LANGUAGE) or MISSING_LABELS.get(concept["qcode"])
    if label is None:
        raise CorpusError(f"{concept['qcode']}: no label in {LANGUAGE}")
    return str(label)


def _wikidata(concept: dict[str, Any]) -> str | None:
    matches = sorted(match for match in concept.get("exactMatch", []) if WIKIDATA in match)
    return matches[0].rsplit("/", 1)[1] if matches else None


def table_json(scheme: dict[str, Any]) -> str:
    """Return the table as JSON with one concept a line."""
    rows = ",\n".join(f"    {json.dumps(row, ensure_ascii=False)}" for row in table_rows(scheme))
    released = json.dumps(scheme["dateReleased"].partition("T")[0])
    return (
        f'{{\n  "released": {released},\n  "attribution": {json.dumps(ATTRIBUTION)},\n'
        f'  "fields": ["code", "label", "level", "parent", "wikidata"],\n  "concepts": [\n{rows}\n  ]\n}}\n'
    )


@click.command(help=__doc__)
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    default=Path("../shared/data"),
    show_default=True,
    help="Folder of the corpora.",
)
@click.option("--output", type=click.Path(path_type=Path), default=OUTPUT, show_default=True)
def main(data: Path, output: Path) -> None:
    try:
        scheme = read_scheme(data)
        table = table_json(scheme)
    except CorpusError as error:
        raise click.ClickException(str(error)) from error
    output.write_text(table, encoding="utf-8")
    click.echo(f"{len(active_concepts(scheme))} concepts written to {output}")


if __name__ == "__main__":
    main()
