"""An article's two fields as one text, and spans of that text as spans of the fields."""

from dataclasses import dataclass
from typing import Self

from schemas.article import Article
from schemas.span import ArticleField, Span


@dataclass(frozen=True, slots=True)
class ArticleText:
    """The headline, a line feed and the body: the headline is read as the first paragraph of the story."""

    text: str
    body_start: int
    """Where the body begins, in code points; 0 if there is no headline."""

    @classmethod
    def of(cls, article: Article) -> Self:
        """Join the fields of an article; an article without a headline is its body."""
        if not article.headline:
            return cls(article.body, 0)
        return cls(f"{article.headline}\n{article.body}", len(article.headline) + 1)

    def place(self, start: int, end: int) -> tuple[ArticleField, int, int]:
        """Return the field and the code points in it of a range that does not cross a line feed."""
        if start < self.body_start:
            return "headline", start, end
        return "body", start - self.body_start, end - self.body_start

    def span(self, start: int, end: int) -> Span:
        """Return a range that does not cross a line feed as a span of the contract."""
        field, field_start, field_end = self.place(start, end)
        return Span(field=field, start=field_start, end=field_end, text=self.text[start:end])
