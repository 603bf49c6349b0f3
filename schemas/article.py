"""The event that a producer publishes: one version of one article."""

from typing import Annotated

from pydantic import AwareDatetime, Field, StringConstraints, field_validator

from schemas.event import Event

MAX_ARTICLE_BYTES = 1024 * 1024
"""The largest article event, in bytes of JSON. Larger ones are refused before they are parsed."""

MAX_ID_LENGTH = 512
"""Code points."""

ArticleId = Annotated[str, StringConstraints(min_length=1, max_length=MAX_ID_LENGTH, pattern=r"^[^\x00-\x1f\x7f]+$")]
"""Up to 512 code points without control characters; UTF-8, it is the key of every Kafka record about the article."""


class Article(Event):
    """A news article. A correction has the same ``id`` and a higher ``version``; a Kafka tombstone retracts it."""

    id: ArticleId
    version: int = Field(
        default=1, ge=1, le=2**31 - 1, description="1 for the first edition; a correction has a higher one."
    )
    headline: str = Field(description="May be empty.")
    body: str = Field(min_length=1, description="The text below the headline; never only white space.")
    language: str = Field(default="en", pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$", description="A BCP 47 tag.")
    source: str | None = Field(default=None, description="Who published it, as a name.")
    url: str | None = Field(default=None, description="Where it stands.")
    published_at: AwareDatetime | None = Field(default=None, description="When it was published, with a time zone.")

    @field_validator("body")
    @classmethod
    def _body_says_something(cls, body: str) -> str:
        if not body.strip():
            raise ValueError("the body is empty or only white space")
        return body
