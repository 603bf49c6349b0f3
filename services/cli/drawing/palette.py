"""Colours and words for what is drawn. The same type has the same colour everywhere."""

from schemas.entities import EntityType

ENTITY_COLOURS: dict[EntityType, str] = {
    "PERSON": "#ffd27f",
    "ORG": "#9fd3ff",
    "LOC": "#a8e6a1",
    "FAC": "#8fe0c8",
    "NORP": "#ffb8c9",
    "DATE": "#d9d9d9",
    "MONEY": "#c9e77f",
    "PRODUCT": "#ffc2a0",
    "MISC": "#d5c2ff",
}
ENTITY_NAMES: dict[EntityType, str] = {
    "PERSON": "people",
    "ORG": "organizations",
    "LOC": "places",
    "FAC": "buildings",
    "NORP": "peoples and groups",
    "DATE": "dates",
    "MONEY": "money",
    "PRODUCT": "products",
    "MISC": "other names",
}
TITLE = "bold"
QUIET = "bright_black"
GOOD = "green"
BAD = "bold red"
BAR = "#5fafd7"
PRIMARY_BAR = "#ffaf00"


def on_colour(entity_type: EntityType) -> str:
    """A name within text: dark letters on its colour, readable on dark and on light terminals."""
    return f"#1a1a1a on {ENTITY_COLOURS[entity_type]}"
