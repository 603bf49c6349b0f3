"""The identity of a data folder."""

import re
from pathlib import Path

import pytest

from services.broker.errors import DataFolderUnusable
from services.broker.folder import new_cluster_id, open_folder


def test_a_new_folder_is_made_and_keeps_its_cluster_id(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "data"
    assert open_folder(folder, 1) == open_folder(folder, 1)


def test_two_folders_are_two_clusters(tmp_path: Path) -> None:
    assert open_folder(tmp_path / "a", 1) != open_folder(tmp_path / "b", 1)


def test_cluster_ids_have_the_form_that_kafka_takes() -> None:
    assert all(re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9_-]{21}", new_cluster_id()) for _ in range(2000))


def test_a_folder_of_something_else_is_refused_untouched(tmp_path: Path) -> None:
    (tmp_path / "letters.txt").write_text("dear editor", encoding="utf-8")
    with pytest.raises(DataFolderUnusable, match=f"^data folder {tmp_path}: it is not empty"):
        open_folder(tmp_path, 1)
    assert [path.name for path in tmp_path.iterdir()] == ["letters.txt"]


def test_another_number_of_brokers_is_refused(tmp_path: Path) -> None:
    open_folder(tmp_path, 3)
    with pytest.raises(DataFolderUnusable, match=r"made for --brokers 3, not 1$"):
        open_folder(tmp_path, 1)


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"cluster_id": "x", "brokers": "many"}'])
def test_a_damaged_identity_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "cluster.json").write_text(text, encoding="utf-8")
    with pytest.raises(DataFolderUnusable, match=r"cluster\.json in it is damaged"):
        open_folder(tmp_path, 1)


def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(DataFolderUnusable, match=f"^data folder {tmp_path / 'file'}: it cannot be used: "):
        open_folder(tmp_path / "file", 1)
