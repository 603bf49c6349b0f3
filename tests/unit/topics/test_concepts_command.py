"""Making the concept table from a file of IPTC concepts."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from training.corpora import CorpusError
from training.topics.concepts import main, table_rows

SCHEME_ADDRESS = "http://cv.iptc.org/newscodes/mediatopic/"


def concept(number: str, label: str | None, **more: Any) -> dict[str, Any]:
    return {"qcode": f"medtop:{number}", "prefLabel": {"en-US": label} if label else {}, **more}


def scheme(*concepts: dict[str, Any]) -> dict[str, Any]:
    return {"dateReleased": "2020-01-31T12:00:00+00:00", "conceptSet": list(concepts)}


def test_a_row_has_code_label_level_parent_and_wikidata_item() -> None:
    child = concept(
        "20000001",
        "rowing",
        broader=[f"{SCHEME_ADDRESS}15000000"],
        exactMatch=["http://cv.iptc.org/newscodes/subjectcode/1", "https://www.wikidata.org/entity/Q159354"],
    )
    assert table_rows(scheme(child, concept("15000000", "sport"))) == [
        ("medtop:15000000", "sport", 1, None, None),
        ("medtop:20000001", "rowing", 2, "medtop:15000000", "Q159354"),
    ]


def test_a_retired_concept_is_left_out() -> None:
    assert table_rows(scheme(concept("15000001", "old", retired="2019-01-01T00:00:00+00:00"))) == []


def test_a_concept_without_a_label_is_named() -> None:
    with pytest.raises(CorpusError, match="medtop:15000002: no label"):
        table_rows(scheme(concept("15000002", None)))


def test_a_missing_file_is_one_line(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["--data", str(tmp_path)])
    assert result.exit_code == 1
    assert result.output.startswith(f"Error: {tmp_path / 'iptc' / 'cptall-en-US.json'}: ")


def test_a_file_that_is_no_scheme_is_named(tmp_path: Path) -> None:
    (tmp_path / "iptc").mkdir()
    (tmp_path / "iptc" / "cptall-en-US.json").write_text(json.dumps({}))
    result = CliRunner().invoke(main, ["--data", str(tmp_path)])
    assert "no conceptSet" in result.output
