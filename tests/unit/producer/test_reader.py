"""From files to events: what is published of each format, and what is refused with which words."""

import io
import json
from pathlib import Path

import pytest

from schemas.article import MAX_ARTICLE_BYTES
from services.producer.documents import MAX_DOCUMENT_BYTES
from services.producer.formats import PlainTextFields
from services.producer.inputs import Format
from services.producer.reader import Edition, read_articles, without_contradictions
from services.producer.refusals import Refusal

VALID = {"id": "a-1", "headline": "Rain", "body": "It rained."}


def read(
    *arguments: object, stdin: bytes = b"", form: Format | None = None, fields: PlainTextFields | None = None
) -> list[Edition | Refusal]:
    names = [str(argument) for argument in arguments]
    readings = read_articles(names, standard_input=io.BytesIO(stdin), format=form, fields=fields)
    return list(without_contradictions(readings))


def edition(reading: Edition | Refusal) -> Edition:
    assert isinstance(reading, Edition), str(reading)
    return reading


def from_text(tmp_path: Path, content: bytes) -> Edition | Refusal:
    path = tmp_path / "001.txt"
    path.write_bytes(content)
    (reading,) = read(path)
    return reading


def from_line(content: bytes) -> Edition | Refusal:
    (reading,) = read("-", stdin=content, form="jsonl")
    return reading


@pytest.mark.parametrize(
    ("content", "headline", "body"),
    [
        (b"Rain\nIt rained.\n\nAll day.\n", "Rain", "It rained.\n\nAll day."),
        (b"\xef\xbb\xbfRain\r\nIt rained.\r\nAll day.\r\n", "Rain", "It rained.\nAll day."),
        (b"Rain\rIt rained.", "Rain", "It rained."),
        (b"\nIt rained.", "", "It rained."),
        ("Žluť 🌧\n“Déšť,” řekl.".encode(), "Žluť 🌧", "“Déšť,” řekl."),
    ],
)
def test_plain_text_is_a_headline_and_a_body(tmp_path: Path, content: bytes, headline: str, body: str) -> None:
    article = edition(from_text(tmp_path, content)).article
    assert (article.headline, article.body) == (headline, body)


def test_plain_text_has_no_time_and_takes_the_other_fields_as_given(tmp_path: Path) -> None:
    path = tmp_path / "001.txt"
    path.write_text("Pluie\nIl a plu.", encoding="utf-8")
    fields = PlainTextFields(id="x/1", version=3, language="fr", source="The Valley Herald")
    article = edition(*read(path, fields=fields)).article
    assert article.model_dump(exclude={"headline", "body"}) == {
        "id": "x/1",
        "version": 3,
        "language": "fr",
        "source": "The Valley Herald",
        "url": None,
        "published_at": None,
    }


def test_plain_text_without_a_name_is_named_by_its_content() -> None:
    first, again, other = (
        edition(*read("-", stdin=text)).article.id for text in (b"Rain\nWet.", b"Rain\r\nWet.", b"Sun\nDry.")
    )
    assert first.startswith("text/")
    assert first == again != other


def test_reading_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Rain\nIt rained.", encoding="utf-8")
    (tmp_path / "b.json").write_text(json.dumps(VALID, indent=2), encoding="utf-8")
    first, second = ([edition(reading).value for reading in read(tmp_path)] for _ in range(2))
    assert first == second


@pytest.mark.parametrize("start", [b"", b"\n  \n", b"\xef\xbb\xbf"])
def test_standard_input_that_begins_with_a_brace_is_json_lines(start: bytes) -> None:
    lines = start + json.dumps(VALID).encode() + b"\n\n" + json.dumps({**VALID, "id": "a-2"}).encode()
    assert [edition(reading).article.id for reading in read("-", stdin=lines)] == ["a-1", "a-2"]


def test_the_line_of_a_refusal_counts_blank_lines() -> None:
    readings = read("-", stdin=b"\n\n{\n\n" + json.dumps(VALID).encode() + b"\n[]\n")
    assert [str(r).split(" ")[0] for r in readings if isinstance(r, Refusal)] == ["<stdin>:3:", "<stdin>:6:"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "001.txt: body: there is no text below the first line, which is the headline"),
        (b"Only a headline\n \n", "001.txt: body: there is no text below the first line, which is the headline"),
        (b"Rain\nIt \xff rained.", "001.txt: not UTF-8: byte 0xff at offset 8"),
    ],
)
def test_plain_text_that_is_no_article(tmp_path: Path, content: bytes, message: str) -> None:
    refusal = from_text(tmp_path, content)
    assert isinstance(refusal, Refusal)
    assert str(refusal) == f"{tmp_path}/{message}"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"headlin": "x"}, "headlin: Extra inputs are not permitted"),
        ({"version": "2"}, "version: Input should be a valid integer"),
        ({"version": 0}, "version: Input should be greater than or equal to 1"),
        ({"body": " "}, "body: the body is empty or only white space"),
        ({"language": "english!", "id": ""}, "id: String should have at least 1 character (also at fault: language)"),
        ({"published_at": "2023-06-20T10:00:00"}, "published_at: Input should have timezone info"),
        ({"body": "x" * MAX_ARTICLE_BYTES}, "the article is 1048689 bytes as an event, the most is 1048576"),
    ],
)
def test_json_that_is_no_article(changes: dict[str, object], message: str) -> None:
    refusal = from_line(json.dumps({**VALID, **changes}).encode())
    assert isinstance(refusal, Refusal)
    assert str(refusal) == f"<stdin>:1: {message}"


@pytest.mark.parametrize(
    "content",
    [b'{"id": "a-1", ', b"nothing of the kind", b'{"id": "\\ud800", "headline": "", "body": "x"}', b"[" * 9999],
)
def test_what_is_not_json_says_so_in_one_line(content: bytes) -> None:
    refusal = from_line(content)
    assert isinstance(refusal, Refusal)
    assert str(refusal).startswith("<stdin>:1: Invalid JSON: ")
    assert "\n" not in str(refusal)


def test_a_line_that_is_too_long_is_skipped_and_the_next_one_is_read() -> None:
    long = b'{"body": "' + b"x" * (MAX_DOCUMENT_BYTES + 100_000) + b'"}\n'
    refusal, following = read("-", stdin=long + json.dumps(VALID).encode(), form="jsonl")
    assert str(refusal) == f"<stdin>:1: the line is longer than {MAX_DOCUMENT_BYTES} bytes"
    assert refusal.size == len(long)
    assert edition(following).article.id == "a-1"


def test_a_file_that_is_too_long_is_not_parsed(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b"[" * (MAX_DOCUMENT_BYTES + 1))
    assert [str(reading) for reading in read(path)] == [f"{path}: is longer than {MAX_DOCUMENT_BYTES} bytes"]


def test_an_article_that_takes_more_bytes_as_an_event_than_one_may_is_refused_whatever_its_notation() -> None:
    escaped = b'{"id": "a-1", "headline": "", "body": "' + b"\\u0041" * 900_000 + b'"}'
    assert len(edition(from_line(escaped)).value) < MAX_ARTICLE_BYTES < len(escaped)


def test_one_version_with_two_contents_is_refused_and_with_one_content_passed_over() -> None:
    other = {**VALID, "body": "It snowed."}
    lines = b"\n".join(json.dumps(document).encode() for document in (VALID, VALID, other, {**other, "version": 2}))
    first, same, conflict, correction = read("-", stdin=lines)
    assert not edition(first).repeated
    assert edition(same).repeated
    assert str(conflict) == "<stdin>:3: id: version 1 of 'a-1' was read before, with another content"
    assert not edition(correction).repeated


def test_a_file_that_cannot_be_opened_is_named_and_the_others_go_on(tmp_path: Path) -> None:
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    (tmp_path / "rain.txt").write_text("Rain\nIt rained.", encoding="utf-8")
    refusal, rain = read(tmp_path)
    assert str(refusal) == f"{tmp_path}/loop.txt: cannot be read: Too many levels of symbolic links"
    assert edition(rain).article.id == "rain"


def test_a_reader_who_asks_for_it_ignores_unknown_fields() -> None:
    line = io.BytesIO(json.dumps({**VALID, "comment": "x"}).encode())
    (reading,) = read_articles(["-"], standard_input=line, unknown_fields="ignore")
    assert edition(reading).article.id == "a-1"
