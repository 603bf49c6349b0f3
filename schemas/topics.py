"""The event of the topics service: what an article is about."""

from collections.abc import Iterator

from pydantic import Field

from schemas.event import Record
from schemas.result import Result
from schemas.span import Span


class Topic(Record):
    """One IPTC Media Topic of the article."""

    code: str = Field(pattern=r"^medtop:\d{8}$")
    label: str = Field(min_length=1, description="The concept's preferred label, in English.")
    level: int = Field(ge=1, le=6, description="1 is the top level of the IPTC tree.")
    confidence: float = Field(ge=0, le=1)
    primary: bool = Field(description="True for the one topic that the article is filed under.")


class Keyphrase(Record):
    """A phrase of the article that says what is special about it."""

    text: str = Field(min_length=1)
    score: float = Field(ge=0, le=1)
    mentions: tuple[Span, ...] = Field(min_length=1)


class Topics(Result):
    """The topics and keyphrases of one article. Empty lists mean that none was found."""

    topics: tuple[Topic, ...]
    keyphrases: tuple[Keyphrase, ...]

    def extensions(self) -> dict[str, str]:
        """``primarytopic``, and ``topics``: all codes in the order of the payload. Neither where there is no topic."""
        primary = next((topic.code for topic in self.topics if topic.primary), None)
        return {} if primary is None else {"primarytopic": primary, "topics": ",".join(t.code for t in self.topics)}

    def spans(self) -> Iterator[Span]:
        for keyphrase in self.keyphrases:
            yield from keyphrase.mentions
