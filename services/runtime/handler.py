"""What becomes of one record: its result, a tombstone, or a dead letter. No Kafka here, and no exception leaves it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from pydantic import TypeAdapter, ValidationError

from schemas.article import MAX_ARTICLE_BYTES, Article, ArticleId
from schemas.cloudevents import cloudevent_headers
from schemas.kafka_topics import RESULTS, ServiceName
from services.runtime.dead_letters import DeadLetter
from services.runtime.errors import InvalidRecord
from services.runtime.record import OutgoingRecord, SourceRecord
from services.runtime.worker import Answer

_ARTICLE_ID: TypeAdapter[str] = TypeAdapter(ArticleId)

Run = Callable[[bytes], Awaitable[Answer]]
"""Analyzes the bytes of a valid article; raises ``InvalidRecord``. In a service it is ``Pool.run``."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What to publish for a record, and what it was."""

    kind: Literal["result", "retraction", "dead-letter"]
    record: OutgoingRecord
    reason: str | None = None
    detail: str | None = None
    answer: Answer | None = None


class Handler:
    """The steps from raw bytes to what is to be published, for one service."""

    def __init__(self, service: ServiceName, run: Run) -> None:
        self._service = service
        self._topic = RESULTS[service]
        self._run = run

    async def handle(self, source: SourceRecord) -> Outcome:
        """Decode, validate and analyze one record."""
        try:
            if source.value is None:
                check_article_id(source.key)
                return Outcome("retraction", OutgoingRecord(self._topic.name, source.key, None, []))
            decode_article(source)
            answer = await self._run(source.value)
        except InvalidRecord as error:
            return self.dead_letter(source, error)
        headers = cloudevent_headers(
            event_id=UUID(answer.result_id),
            event_type=self._topic.event_type,
            source=f"/newsloom/{self._service}",
            extensions=answer.extensions,
        )
        return Outcome("result", OutgoingRecord(self._topic.name, source.key, answer.value, headers), answer=answer)

    def dead_letter(self, source: SourceRecord, error: InvalidRecord) -> Outcome:
        """The outcome of a record that cannot be processed."""
        letter = DeadLetter.of(source, self._service, error)
        return Outcome("dead-letter", letter.to_record(), reason=letter.reason, detail=letter.detail)


def check_article_id(key: bytes | None) -> None:
    """Raise ``InvalidRecord`` unless ``key`` can be that of an article: a tombstone with another retracts nothing."""
    if key is None:
        raise InvalidRecord("key-mismatch", "a tombstone without a key retracts nothing")
    try:
        _ARTICLE_ID.validate_python(key.decode())
    except ValueError as error:  # also pydantic's
        raise InvalidRecord("key-mismatch", "a tombstone whose key is no article's id retracts nothing") from error


def decode_article(source: SourceRecord) -> Article:
    """The article of a record. Raises ``InvalidRecord`` that names the field; what is too large is not parsed."""
    value = source.value or b""
    if len(value) > MAX_ARTICLE_BYTES:
        raise InvalidRecord("too-large", f"{len(value)} bytes; an article may have {MAX_ARTICLE_BYTES}")
    try:
        article = Article.from_bytes(value)
    except ValidationError as error:
        raise InvalidRecord("not-an-article", describe(error)) from error
    if source.key != article.id.encode():
        raise InvalidRecord("key-mismatch", f"the key is not the article's id {article.id!r}")
    return article


def describe(error: ValidationError) -> str:
    """A validation error in one line: each field with what is wrong about it, without the input."""
    problems = error.errors(include_url=False, include_input=False, include_context=False)
    return "; ".join(f"{'.'.join(map(str, problem['loc'])) or 'record'}: {problem['msg']}" for problem in problems)
