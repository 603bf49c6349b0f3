"""What the three results have in common."""

from abc import abstractmethod
from collections.abc import Iterator
from uuid import UUID

from pydantic import Field

from schemas.article import Article, ArticleId
from schemas.event import Event
from schemas.span import Span


class SpanMismatch(ValueError):
    """A span of a result does not say what stands in the article at its place."""


class Result(Event):
    """The result of one language task on one version of one article: a pure function of that text and the model."""

    id: UUID = Field(
        description="UUIDv5 of task, article id, version, text, date and model: a repeated event has the same."
    )
    article_id: ArticleId
    article_version: int = Field(ge=1)
    model: str = Field(min_length=1, description="Name and version of the model, such as entities-1.0.0.")

    @abstractmethod
    def spans(self) -> Iterator[Span]:
        """Every span that the result mentions."""

    def extensions(self) -> dict[str, str]:
        """The CloudEvents extension attributes that a subscriber filters by without reading the payload."""
        return {}

    def check_spans(self, article: Article) -> None:
        """Raise ``SpanMismatch`` unless every span says what stands in the article at its place."""
        for span in self.spans():
            if getattr(article, span.field)[span.start : span.end] != span.text:
                raise SpanMismatch(f"span [{span.start}, {span.end}) of the {span.field} is not {span.text!r}")
