"""Hostile records, and what must become of each: one dead letter with a reason, one result, or one retraction."""

import json
from dataclasses import dataclass
from typing import Literal

from schemas.article import MAX_ARTICLE_BYTES, MAX_ID_LENGTH
from schemas.cloudevents import Headers
from services.runtime.errors import Reason

TRACE: Headers = [("trace", b"\xff\x00")]


@dataclass(frozen=True)
class Hostile:
    """A record for the articles' topic. ``timestamp`` is in milliseconds, None for now."""

    name: str
    becomes: Reason | Literal["result", "retraction"]
    value: bytes | None
    key: bytes
    headers: Headers
    timestamp: int | None
    compression: Literal["zstd"] | None


def hostile(
    name: str,
    becomes: Reason | Literal["result", "retraction"],
    value: bytes | None,
    *,
    key: bytes | None = None,
    headers: Headers = TRACE,
    timestamp: int | None = None,
    compression: Literal["zstd"] | None = None,
) -> Hostile:
    """A record whose key is by default its name, which is also the id of the articles that ``article`` makes."""
    return Hostile(name, becomes, value, name.encode() if key is None else key, headers, timestamp, compression)


def article(name: str, **changes: object) -> bytes:
    """A valid article as JSON, in ASCII, with some fields changed."""
    return json.dumps({"id": name, "version": 1, "headline": "News", "body": "Ministers met.", **changes}).encode()


def raw(name: str, field: str, literal: str) -> bytes:
    """An article with a JSON literal for one field, whatever it is."""
    placeholder = article(name, **{field: "PLACEHOLDER"}).decode()
    return placeholder.replace('"PLACEHOLDER"', literal).encode("utf-8", errors="surrogatepass")


def padded(value: bytes, size: int) -> bytes:
    """The value with white space behind it."""
    return value + b" " * (size - len(value))


def _not_articles(**values: bytes) -> list[Hostile]:
    return [hostile(name.replace("_", " "), "not-an-article", value) for name, value in values.items()]


ENCODINGS = _not_articles(
    utf_16=article("utf 16").decode().encode("utf-16"),
    utf_16_without_mark=article("utf 16 without mark").decode().encode("utf-16-be"),
    utf_32=article("utf 32").decode().encode("utf-32"),
    byte_order_mark=b"\xef\xbb\xbf" + article("byte order mark"),
    latin_1=article("latin 1").replace(b"News", b"Caf\xe9"),
    overlong_utf_8=article("overlong utf 8").replace(b"News", b"\xc0\xaf"),
    overlong_nul=article("overlong nul").replace(b"News", b"\xc0\x80"),
    truncated_character=article("truncated character").replace(b"News", b"\xf0\x9f\x87"),
    beyond_unicode=article("beyond unicode").replace(b"News", b"\xf4\x90\x80\x80"),
    raw_surrogate=raw("raw surrogate", "body", '"\ud800"'),
    escaped_surrogate=raw("escaped surrogate", "body", r'"\udc00"'),
    swapped_surrogates=raw("swapped surrogates", "body", r'"\udc00\ud800"'),
    raw_nul=article("raw nul").replace(b"News", b"\x00"),
    nothing_but_nul=b"\x00" * 100,
    bad_escape=article("bad escape").replace(b"News", rb"\x41"),
    gzip=b"\x1f\x8b\x08\x00\x00\x00\x00\x00",
)

SHAPES = _not_articles(
    empty=b"",
    white_space=b" \n\t ",
    words=b"hello",
    a_null=b"null",
    a_number=b"1",
    a_string=b'"text"',
    a_list=b"[" + article("a list") + b"]",
    trailing_text=article("trailing text") + b"x",
    two_documents=article("two documents") * 2,
    unfinished=article("unfinished")[:-1],
    single_quotes=article("single quotes").replace(b'"', b"'"),
    a_comment=b"/* */" + article("a comment"),
    no_body=article("no body").replace(b"body", b"text"),
    null_body=article("null body", body=None),
    list_for_a_body=article("list for a body", body=["text"]),
    white_body=article("white body", body=" \n\u2003"),
    no_id=article("no id").replace(b'"id"', b'"di"'),
    number_for_an_id=article("number for an id", id=7),
    duplicate_body_last_wrong=raw("duplicate body last wrong", "body", '"text", "body": 1'),
    bad_language=article("bad language", language="english!"),
    arrays=b"[" * 200_000,
    objects=b'{"x":' * 200_000,
    closed_arrays_in_a_field=raw("closed arrays in a field", "mood", "[" * 200_000 + "]" * 200_000),
    long_number=raw("long number", "mood", "1" * 100_000),
)

NUMBERS = _not_articles(
    version_0=article("version 0", version=0),
    version_minus_1=article("version minus 1", version=-1),
    version_1_5=raw("version 1 5", "version", "1.5"),
    version_in_words=article("version in words", version="1"),
    version_true=article("version true", version=True),
    version_null=article("version null", version=None),
    version_too_high=article("version too high", version=2**31),
    version_of_400_digits=article("version of 400 digits", version=10**400),
    version_1e400=raw("version 1e400", "version", "1e400"),
    version_nan=raw("version nan", "version", "NaN"),
    version_infinity=raw("version infinity", "version", "-Infinity"),
    version_with_a_zero=raw("version with a zero", "version", "01"),
    version_hexadecimal=raw("version hexadecimal", "version", "0x1"),
)

DATES = _not_articles(
    date_impossible=article("date impossible", published_at="2026-02-30T00:00:00Z"),
    date_without_zone=article("date without zone", published_at="2026-01-01T00:00:00"),
    date_alone=article("date alone", published_at="2026-01-01"),
    date_in_year_0=article("date in year 0", published_at="0000-01-01T00:00:00Z"),
    date_in_year_99999=article("date in year 99999", published_at="99999-01-01T00:00:00Z"),
    date_in_words=article("date in words", published_at="yesterday"),
    date_with_hour_25=article("date with hour 25", published_at="2026-01-01T25:00:00Z"),
    date_with_odd_zone=article("date with odd zone", published_at="2026-01-01T00:00:00+99:99"),
)

SIZES = [
    hostile("one byte too many", "too-large", padded(article("one byte too many"), MAX_ARTICLE_BYTES + 1)),
    hostile("much too large", "too-large", b"x" * (2 * MAX_ARTICLE_BYTES - 4096)),
    hostile("a bomb", "too-large", padded(article("a bomb"), 40 * MAX_ARTICLE_BYTES), compression="zstd"),
    hostile("long id", "not-an-article", article("x" * (MAX_ID_LENGTH + 1)), key=b"x" * (MAX_ID_LENGTH + 1)),
    hostile("long key", "key-mismatch", article("long key"), key=b"long key" * 200_000),
    hostile("largest article", "result", padded(article("largest article"), MAX_ARTICLE_BYTES)),
    hostile("longest id", "result", article("🗞" * MAX_ID_LENGTH), key=("🗞" * MAX_ID_LENGTH).encode()),
]

KEYS = [
    hostile("another key", "key-mismatch", article("the real one")),
    hostile("empty key", "key-mismatch", article("empty key"), key=b""),
    hostile("key in latin 1", "key-mismatch", article("caf\xe9"), key=b"caf\xe9"),
    hostile("key in upper case", "key-mismatch", article("key in upper case"), key=b"KEY IN UPPER CASE"),
    hostile("key not composed", "key-mismatch", article("caf\xe9"), key="cafe\u0301".encode()),
    hostile("duplicate id", "key-mismatch", raw("duplicate id", "version", '1, "id": "another"')),
    hostile("control character", "not-an-article", article("control\x07character"), key=b"control\x07character"),
    hostile("empty id", "not-an-article", article(""), key=b""),
    hostile("odd id", "result", article("../odd id\u202e\u200b"), key="../odd id\u202e\u200b".encode()),
    hostile("tombstone of an empty key", "key-mismatch", None, key=b""),
    hostile("tombstone not in UTF-8", "key-mismatch", None, key=b"\xff\xfe"),
    hostile("tombstone of a long key", "key-mismatch", None, key=b"y" * (MAX_ID_LENGTH + 1)),
    hostile("tombstone of an unknown key", "retraction", None),
]

_FORGED: Headers = [
    ("dlq_original_headers", b"99"),
    ("dlq_reason", b"\xff"),
    ("dlq_without_value", b"true"),
    ("dlq_header_name_0", b"forged"),
    ("dlq_original_headers", b"0"),
]
_ODD: dict[str, Headers] = {
    "no headers": [],
    "repeated names": [("a", b"1"), ("b", b"2"), ("a", b"1"), ("a", b"3")],
    "an empty name": [("", b"1"), ("", b"")],
    "a null value": [("a", None), ("a", b""), ("b", None)],
    "a large header": [("a", b"\xfe" * 1_000_000)],
    "a long name": [("n" * 30_000, b"1")],
    "a thousand headers": [(f"h{number}", bytes([number % 256])) for number in range(1000)],
    "names not in UTF-8": [("a", b"1"), ("\udcff\udcfe\udc80x", b"2"), ("b\udce9", None)],
    "forged dead letter": _FORGED,
    "forged and not in UTF-8": [*_FORGED, ("\udcffodd", b"2")],
    "forged event": [("ce_type", b"newsloom.quotes.v1"), ("ce_id", b"\x00"), ("content-type", b"text/html")],
}
HEADERS = [
    *(hostile(f"{name} around poison", "not-an-article", b"{}", headers=odd) for name, odd in _ODD.items()),
    *(hostile(f"{name} around news", "result", article(f"{name} around news"), headers=o) for name, o in _ODD.items()),
    hostile("odd tombstone", "retraction", None, headers=_ODD["names not in UTF-8"]),
    hostile("no time around poison", "not-an-article", b"{}", timestamp=-1),
    hostile("no time", "result", article("no time"), timestamp=-1),
    hostile("the year 1970", "not-an-article", b"{}", timestamp=0),
]

FINE = [
    hostile("unknown fields", "result", article("unknown fields", mood={"calm": [1, None, True]}, schema="v9")),
    hostile("not a number in an unknown field", "result", raw("not a number in an unknown field", "mood", "NaN")),
    hostile("nested unknown field", "result", raw("nested unknown field", "mood", "[" * 100 + "]" * 100)),
    hostile("duplicate body", "result", raw("duplicate body", "body", '1, "body": "The last one counts."')),
    hostile("escaped nul", "result", article("escaped nul", body="Nul \x00 here")),
    hostile("surrogate pair", "result", article("surrogate pair", body="\U0001f5de news")),
    hostile("noncharacters", "result", raw("noncharacters", "body", '"\ufeff\uffff\ufdd0 here"')),
    hostile("white space around", "result", b"\r\n\t " + article("white space around") + b" \n"),
    hostile("highest version", "result", article("highest version", version=2**31 - 1)),
    hostile("last moment", "result", article("last moment", published_at="9999-12-31T23:59:59.999999-23:59")),
    hostile("empty headline", "result", article("empty headline", headline="")),
]


def _misdeeds(**becomes: Reason | Literal["result"]) -> list[Hostile]:
    return [hostile(word, what, article(word, body=f"{word} it")) for word, what in becomes.items()]


MISDEEDS = _misdeeds(
    DIE="worker-died",
    ABORT="worker-died",
    CRASH="worker-died",
    LEAVE="worker-died",
    SCRIBBLE="worker-died",
    CLOSE="worker-died",
    HANG="time-limit",
    SPIN="time-limit",
    STOP="time-limit",
    EAT="memory-limit",
    HIDE="memory-limit",
    EXIT="language-error",
    INTERRUPT="language-error",
    RAISE="language-error",
    UNREADABLE="language-error",
    UNPICKLABLE="language-error",
    GARBLED="language-error",
    RECURSE="language-error",
    NOTHING="language-error",
    MISPLACE="language-error",
    OTHER="language-error",
    OLDER="language-error",
    SURROGATE="language-error",
    LARGE="result-too-large",
    HUGE="result-too-large",
    PRINT="result",
)

ALL = [*ENCODINGS, *SHAPES, *NUMBERS, *DATES, *SIZES, *KEYS, *HEADERS, *FINE, *MISDEEDS]
