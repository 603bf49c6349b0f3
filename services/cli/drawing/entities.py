"""The names of an article: marked where they stand, and listed by type."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from schemas.entities import Entities, Entity
from services.cli.drawing.flow import Flow
from services.cli.drawing.marked_text import Mark, on_one_line
from services.cli.drawing.palette import ENTITY_COLOURS, ENTITY_NAMES, QUIET, TITLE, on_colour

_CENTRAL = 0.5


def entity_marks(result: Entities) -> Iterator[Mark]:
    """A mark in the colour of its type for every mention."""
    for entity in result.entities:
        for mention in entity.mentions:
            yield Mark(mention, on_colour(entity.type))


def draw_entities(result: Entities) -> RenderableType:
    """One row a type; within it the names, the most salient first, each with the number of its mentions."""
    if not result.entities:
        return Text("no names found", style=QUIET)
    table = Table.grid(padding=(0, 2), expand=True)
    table.add_column(no_wrap=True)
    table.add_column(ratio=1)
    for entity_type, colour in ENTITY_COLOURS.items():
        entities = [entity for entity in result.entities if entity.type == entity_type]
        if entities:
            entities.sort(key=lambda entity: (-entity.salience, -len(entity.mentions), entity.id))
            names = Flow([_name(entity) for entity in entities], Text("   "))
            table.add_row(Text(ENTITY_NAMES[entity_type], style=colour), names)
    return table


def _name(entity: Entity) -> Text:
    name = Text(on_one_line(entity.name))
    if entity.salience >= _CENTRAL:
        name.stylize(TITLE)
    if len(entity.mentions) > 1:
        name.append(f" ×{len(entity.mentions)}", style=QUIET)
    known = _known(entity)
    if known and known != entity.name:
        name.append(f" = {known}", style=QUIET)
    return name


def _known(entity: Entity) -> str:
    """What a name is elsewhere: a country's code, a city's country, a date, an amount."""
    if entity.place:
        return entity.place.country
    if entity.money:
        return f"{entity.money.amount:,.2f}".removesuffix(".00") + f" {entity.money.currency}"
    return entity.date or "".join(entity.links.values())
