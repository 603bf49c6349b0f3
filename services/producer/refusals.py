"""Input that is not published: where it stands, and why."""

from dataclasses import dataclass

STANDARD_INPUT = "<stdin>"


class Refused(Exception):
    """A document, or a part of one, that cannot be published. ``field`` is the article's field at fault, if one is."""

    def __init__(self, reason: str, field: str | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.field = field


@dataclass(frozen=True, slots=True)
class Place:
    """A file as a person named it, and the line in it (from 1) where a document begins."""

    file: str
    line: int | None = None

    def __str__(self) -> str:
        return f"{on_one_line(self.file)}:{self.line}" if self.line else on_one_line(self.file)


@dataclass(frozen=True, slots=True)
class Refusal:
    """One refused document. As text it is one line, in the manner of compilers: ``file:line: field: reason``.

    ``size`` is how many bytes of input it took, where that is known.
    """

    place: Place
    reason: str
    field: str | None = None
    size: int = 0

    def __str__(self) -> str:
        field = f"{self.field}: " if self.field else ""
        return f"{self.place}: {field}{on_one_line(self.reason)}"


def on_one_line(text: str) -> str:
    """The text with line breaks, other control characters and lone surrogates written as escapes."""
    return "".join(character if character.isprintable() else repr(character)[1:-1] for character in text)
