"""A piece of an article's text."""

from typing import Literal, Self

from pydantic import Field, model_validator

from schemas.event import Record

ArticleField = Literal["headline", "body"]


class Span(Record):
    """Where a piece of text stands in an article.

    ``start`` and ``end`` are Unicode code points, half-open, into ``field`` as published:
    ``getattr(article, field)[start:end] == text``, always.
    """

    field: ArticleField
    start: int = Field(ge=0, description="First code point of the span.")
    end: int = Field(gt=0, description="The code point after the last one of the span.")
    text: str = Field(min_length=1, description="The text between start and end.")

    @model_validator(mode="after")
    def _length_is_that_of_the_text(self) -> Self:
        if self.end - self.start != len(self.text):
            raise ValueError(f"span [{self.start}, {self.end}) does not have the length of its text ({len(self.text)})")
        return self
