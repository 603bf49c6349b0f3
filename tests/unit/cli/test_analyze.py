"""``newsloom analyze``: payloads in the order of the articles, and what cannot be analyzed by name."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from schemas.article import Article
from schemas.entities import Entities
from schemas.kafka_topics import RESULT_MODELS, ServiceName
from services.cli.main import newsloom
from services.runtime.task import Analyze, Task
from tests.support.tasks import first_word


def task_of(service: ServiceName) -> Task:
    """Stands for the trained tasks: the first word of an article, in the shape of the service's result."""

    def load(_models_folder: Path) -> Analyze:
        def function(article: Article) -> Any:
            found = first_word(article)
            if service == "entities":
                return found
            empty: dict[str, Any] = {"topics": {"topics": (), "keyphrases": ()}, "quotes": {"quotes": ()}}[service]
            shared = {name: getattr(found, name) for name in ("id", "article_id", "article_version", "model")}
            return RESULT_MODELS[service](**shared, **empty)

        return function

    return Task(service, load)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Runs ``newsloom analyze`` with stand-ins for the models."""
    monkeypatch.setattr("services.cli.commands.analyze.task_of", task_of)

    def invoke(*arguments: object, stdin: str = "") -> Result:
        return CliRunner().invoke(newsloom, ["analyze", *map(str, arguments)], input=stdin)

    return invoke


def line(name: str, body: str, **more: object) -> str:
    return json.dumps({"id": name, "headline": "", "body": body, **more})


def payloads(result: Result) -> list[Any]:
    return [json.loads(row) for row in result.stdout.splitlines()]


def test_json_lines_give_one_payload_a_line_in_their_order(run: Any) -> None:
    lines = "\n".join(line(f"a-{number}", f"word{number} follows") for number in range(50))
    result = run("entities", "--jsonl", "-", stdin=lines)
    assert result.exit_code == 0
    assert [payload["article_id"] for payload in payloads(result)] == [f"a-{number}" for number in range(50)]
    assert [payload["entities"][0]["name"] for payload in payloads(result)] == [f"word{n}" for n in range(50)]


def test_a_payload_is_the_bytes_that_the_service_would_publish(run: Any) -> None:
    result = run("entities", "--jsonl", "-", stdin=line("a-1", "Rain fell."))
    assert result.stdout_bytes == first_word(Article(id="a-1", headline="", body="Rain fell.")).to_bytes() + b"\n"


def test_all_three_are_run_unless_one_is_named(run: Any, tmp_path: Path) -> None:
    file = tmp_path / "rain.txt"
    file.write_text("Rain\nIt rained.", encoding="utf-8")
    assert [next(reversed(payload)) for payload in payloads(run(file))] == ["entities", "keyphrases", "quotes"]
    assert [next(reversed(payload)) for payload in payloads(run("quotes", file))] == ["quotes"]


def test_what_fails_is_named_and_the_others_go_on(run: Any) -> None:
    lines = [
        line("a-1", "Rain fell."),
        '{"id": "a-2"}',
        line("a-3", "RAISE"),
        line("a-4", "MISPLACE d"),
        line("a-5", "Sun"),
    ]
    result = run("entities", "--jsonl", "-", stdin="\n".join(lines))
    assert result.exit_code == 1
    assert [payload["article_id"] for payload in payloads(result)] == ["a-1", "a-5"]
    assert [said.partition(": ")[0] for said in result.stderr.splitlines()] == ["<stdin>:2", "<stdin>:3", "<stdin>:4"]
    assert "<stdin>:3: cannot be analyzed: ValueError: asked to" in result.stderr


def test_the_same_article_twice_gives_two_payloads_and_unknown_fields_do_not_matter(run: Any) -> None:
    lines = "\n".join([line("a-1", "Rain fell."), line("a-1", "Rain fell."), line("a-1", "Snow fell.", comment="x")])
    assert len(payloads(run("entities", "--jsonl", "-", stdin=lines))) == 3


def test_on_a_terminal_the_page_is_drawn(run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("services.cli.commands.analyze.is_terminal", lambda: True)
    file = tmp_path / "rain.txt"
    file.write_text("Rain\nIt rained.", encoding="utf-8")
    output = run("entities", file).stdout
    assert "[It] rained." in output
    assert "other names  It" in output
    assert Entities.__name__ not in output
