"""Texts whose spans are marked by brackets: {source} <cue> [content]."""

from services.language.tagger import TypedSpan

OPENING = {"{": "SOURCE", "<": "CUE", "[": "CONTENT"}
CLOSING = {"}": "{", ">": "<", "]": "["}


def marked(text: str) -> tuple[str, list[TypedSpan]]:
    """Return the text without brackets, and the spans that they marked; brackets may nest."""
    plain: list[str] = []
    open_at: dict[str, list[int]] = {bracket: [] for bracket in OPENING}
    spans = []
    for character in text:
        if character in OPENING:
            open_at[character].append(len(plain))
        elif character in CLOSING:
            bracket = CLOSING[character]
            spans.append(TypedSpan(open_at[bracket].pop(), len(plain), OPENING[bracket], 0.9))
        else:
            plain.append(character)
    return "".join(plain), sorted(spans)
