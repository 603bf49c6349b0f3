"""What fuzzing starts from: valid and hostile records in the form that the targets read, and words worth inserting."""

from schemas.cloudevents import Headers
from services.runtime.dead_letters import DeadLetter
from services.runtime.errors import InvalidRecord
from tests.faults.poison import ALL, Hostile
from tests.support.articles import article_record

_MOST = 2000
"""Bytes: longer ones are tried as they are by the table of hostile records, and slow the fuzzer down."""


def _as_input(item: Hostile) -> bytes:
    own = b"\0".join(name.encode("utf-8", errors="surrogateescape") for name, _ in item.headers)[:255]
    return bytes([1 | (4 if item.value is None else 0), len(own)]) + own + (item.value or b"")


def _lines(key: bytes | None, value: bytes | None, headers: Headers) -> bytes:
    return b"\n".join(
        [
            key or b"",
            b"-" if value is None else value,
            *(name.encode() + b"=" + (given or b"") for name, given in headers),
        ]
    )


_LETTER = DeadLetter.of(article_record(), "entities", InvalidRecord("time-limit", "too slow")).to_record()
_DISPOSITION: Headers = [
    ("dlq_disposition", b"replayed"),
    ("dlq_letter", b"0"),
    ("dlq_disposed_at", b"2026-01-01T00:00:00.000+00:00"),
    ("dlq_successor", b"3"),
]

SEEDS: dict[str, list[bytes]] = {
    "handled": [given for given in map(_as_input, ALL) if len(given) <= _MOST],
    "read_back": [
        _lines(_LETTER.key, _LETTER.value, _LETTER.headers),
        _lines(b"a-1", None, _DISPOSITION),
    ],
}
"""Inputs by the name of their target."""

DICTIONARY = (
    *(f'"{name}":'.encode() for name in ("id", "version", "headline", "body", "language", "published_at", "url")),
    *(b"null", b"1e400", b"NaN", b"\\ud800", b"2026-01-01T00:00:00Z", b"2026-01-01", b"\xef\xbb\xbf", b"RAISE"),
    *(name.encode() + b"=" for name, _ in [*_LETTER.headers, *_DISPOSITION]),
    *(b"dlq_without_value=", b"dlq_header_name_0=", b"nan", b"inf", b"1_0"),
)
