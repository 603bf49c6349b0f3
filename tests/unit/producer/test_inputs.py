"""Which files are read, in which order, under which ids; and what is refused at this step."""

import os
from pathlib import Path

import pytest

from services.producer.inputs import Input, find_inputs, total_bytes
from services.producer.refusals import Refusal


def write(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Rain\nIt rained.", encoding="utf-8")


def names(*arguments: object) -> list[str]:
    return [found.name for found in find_inputs(map(str, arguments)) if isinstance(found, Input)]


def refusals(*arguments: object) -> list[str]:
    return [str(found) for found in find_inputs(map(str, arguments)) if isinstance(found, Refusal)]


def test_a_folder_is_read_at_any_depth_in_order_with_ids_relative_to_it(tmp_path: Path) -> None:
    write(tmp_path, "sport/002.txt", "business/001.txt", "sport/001.txt", "top.txt")
    assert names(tmp_path) == ["top", "business/001", "sport/001", "sport/002"]


def test_a_folder_gives_only_files_whose_suffix_tells_a_format(tmp_path: Path) -> None:
    write(tmp_path, "a.TXT", "b.json", "c.jsonl", "d.ndjson", "README.md", ".hidden.txt", ".git/e.txt")
    found = [entry for entry in find_inputs([str(tmp_path)]) if isinstance(entry, Input)]
    assert [entry.format for entry in found] == ["text", "json", "jsonl", "jsonl"]


def test_a_single_file_has_its_stem_as_id(tmp_path: Path) -> None:
    write(tmp_path, "business/001.txt")
    assert names(tmp_path / "business" / "001.txt") == ["001"]


@pytest.mark.parametrize(
    ("pattern", "ids"),
    [
        ("*/001.txt", ["business/001", "sport/001"]),
        ("sport/*", ["001", "002"]),
        ("s*", ["sport/001", "sport/002"]),
        ("**/*.txt", ["business/001", "sport/001", "sport/002"]),
    ],
)
def test_ids_of_a_pattern_are_relative_to_what_stands_before_its_wild_card(
    tmp_path: Path, pattern: str, ids: list[str]
) -> None:
    write(tmp_path, "business/001.txt", "sport/001.txt", "sport/002.txt")
    assert names(tmp_path / pattern) == ids


def test_a_file_whose_name_looks_like_a_pattern_is_that_file(tmp_path: Path) -> None:
    write(tmp_path, "a[1].txt", "a1.txt")
    assert names(tmp_path / "a[1].txt") == ["a[1]"]


def test_standard_input_and_a_named_format(tmp_path: Path) -> None:
    write(tmp_path, "wire.data")
    found = list(find_inputs(["-", str(tmp_path / "wire.data")], "jsonl"))
    assert found == [Input(None, "jsonl"), Input(tmp_path / "wire.data", "jsonl", "wire")]


@pytest.mark.parametrize(
    ("argument", "reason"),
    [
        ("absent.txt", "there is no such file or folder"),
        ("*.txt", "no file matches the pattern"),
        ("empty", "the folder holds no article files (.txt, .json, .jsonl, .ndjson)"),
        ("wire.data", "the suffix does not tell the format (one of .txt, .json, .jsonl, .ndjson): name it by --format"),
        ("x" * 300, "cannot be read: File name too long"),
    ],
)
def test_what_leads_to_no_file_is_refused_by_name(tmp_path: Path, argument: str, reason: str) -> None:
    write(tmp_path, "wire.data")
    (tmp_path / "empty").mkdir()
    assert refusals(tmp_path / argument) == [f"{tmp_path / argument}: {reason}"]


def test_a_name_that_is_not_utf8_is_shown_on_one_line(tmp_path: Path) -> None:
    path = os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9\n.data")
    assert refusals(path)[0].startswith(f"{tmp_path}/caf\\udce9\\n.data: there is no such file")


def test_the_length_of_all_files_is_known_unless_standard_input_is_among_them(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "b.txt")
    length = len("Rain\nIt rained.")
    assert total_bytes([str(tmp_path), str(tmp_path / "absent.txt")]) == 2 * length
    assert total_bytes([str(tmp_path), "-"]) is None
