"""A setting that is wrong or unknown is named, and nothing starts with it."""

import pytest

from services.runtime.errors import ConfigurationError
from services.runtime.settings import Settings


def test_the_environment_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSLOOM_BOOTSTRAP_SERVERS", "kafka-1:9092, kafka-2:9092")
    monkeypatch.setenv("NEWSLOOM_WORKERS", "3")
    settings = Settings.load()
    assert (settings.bootstrap_servers, settings.workers) == ("kafka-1:9092, kafka-2:9092", 3)


def test_an_override_goes_before_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSLOOM_WORKERS", "3")
    assert Settings.load(workers=2, http_port=None).workers == 2


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("NEWSLOOM_WORKERS", "0"),
        ("NEWSLOOM_WORKERS", "many"),
        ("NEWSLOOM_BOOTSTRAP_SERVERS", "kafka"),
        ("NEWSLOOM_BOOTSTRAP_SERVERS", "kafka:99999"),
        ("NEWSLOOM_LOG_FORMAT", "xml"),
        ("NEWSLOOM_WROKERS", "2"),
    ],
)
def test_what_is_wrong_is_named_in_one_line(monkeypatch: pytest.MonkeyPatch, variable: str, value: str) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(ConfigurationError, match=variable) as refusal:
        Settings.load()
    assert "\n" not in str(refusal.value)


def test_settings_cannot_be_changed() -> None:
    settings = Settings.load()
    with pytest.raises(ValueError, match="frozen"):
        settings.workers = 5  # type: ignore[misc]
