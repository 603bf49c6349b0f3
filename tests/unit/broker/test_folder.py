"""The identity of a data folder."""

import re
from pathlib import Path

import pytest

from services.broker.errors import DataFolderUnusable
from services.broker.folder import named_folder, new_cluster_id, temporary_folder


def cluster_id(path: Path, brokers: int = 1) -> str:
    """The id of the cluster of a named folder, which is closed again."""
    folder = named_folder(path, brokers)
    folder.close()
    return folder.cluster_id


def test_a_new_folder_is_made_and_keeps_its_cluster_id(tmp_path: Path) -> None:
    assert cluster_id(tmp_path / "deep" / "data") == cluster_id(tmp_path / "deep" / "data")


def test_two_folders_are_two_clusters(tmp_path: Path) -> None:
    assert cluster_id(tmp_path / "a") != cluster_id(tmp_path / "b")


def test_an_open_folder_is_refused_to_a_second_cluster(tmp_path: Path) -> None:
    folder = named_folder(tmp_path, 1)
    with pytest.raises(DataFolderUnusable, match=f"^data folder {tmp_path}: a running Kafka uses it$"):
        named_folder(tmp_path, 1)
    folder.close()
    assert cluster_id(tmp_path) == folder.cluster_id


def test_a_folder_that_was_refused_is_not_left_locked(tmp_path: Path) -> None:
    cluster_id(tmp_path, brokers=3)
    for _ in range(2):
        with pytest.raises(DataFolderUnusable, match=r"not 1$"):
            named_folder(tmp_path, 1)


def test_a_temporary_folder_goes_with_its_cluster() -> None:
    folder = temporary_folder()
    (folder.path / "broker-1" / "data").mkdir(parents=True)
    folder.close()
    assert not folder.path.exists()


def test_the_logs_of_a_failed_start_remain() -> None:
    folder = temporary_folder()
    (folder.path / "broker-1" / "data").mkdir(parents=True)
    (folder.path / "broker-1" / "broker.log").touch()
    folder.close(keep_logs=True)
    assert [path.name for path in folder.path.glob("*/*")] == ["broker.log"]
    folder.close()


def test_cluster_ids_have_the_form_that_kafka_takes() -> None:
    assert all(re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9_-]{21}", new_cluster_id()) for _ in range(2000))


def test_a_folder_of_something_else_is_refused_untouched(tmp_path: Path) -> None:
    (tmp_path / "letters.txt").write_text("dear editor", encoding="utf-8")
    with pytest.raises(DataFolderUnusable, match=f"^data folder {tmp_path}: it is not empty"):
        named_folder(tmp_path, 1)
    assert [path.name for path in tmp_path.iterdir()] == ["letters.txt"]


def test_another_number_of_brokers_is_refused(tmp_path: Path) -> None:
    cluster_id(tmp_path, brokers=3)
    with pytest.raises(DataFolderUnusable, match=r"made for --brokers 3, not 1$"):
        named_folder(tmp_path, 1)


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"cluster_id": "x", "brokers": "many"}'])
def test_a_damaged_identity_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "cluster.json").write_text(text, encoding="utf-8")
    with pytest.raises(DataFolderUnusable, match=r"cluster\.json in it is damaged"):
        named_folder(tmp_path, 1)


def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(DataFolderUnusable, match=f"^data folder {tmp_path / 'file'}: it cannot be used: "):
        named_folder(tmp_path / "file", 1)
