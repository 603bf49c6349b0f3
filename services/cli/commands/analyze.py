"""``newsloom analyze``: the language functions on files, without Kafka."""

from collections.abc import Iterator

import click

from schemas.kafka_topics import ServiceName
from schemas.result import Result
from services.cli.console import is_terminal, put, standard_output
from services.cli.drawing.page import draw_page
from services.cli.options import SERVICES, json_option
from services.cli.tasks import task_of
from services.producer.reader import Edition, read_articles
from services.producer.refusals import Refusal
from services.runtime.settings import Settings
from services.runtime.task import Analyze


@click.command
@click.argument("inputs", nargs=-1, required=True, metavar="[entities|topics|quotes] FILE…")
@click.option("--jsonl", is_flag=True, help="Every FILE is JSON Lines, whatever its name; implies --json.")
@json_option
@click.pass_context
def analyze(ctx: click.Context, inputs: tuple[str, ...], jsonl: bool, as_json: bool) -> None:
    """Analyze article files without Kafka, by the functions that the services run.

    FILE is whatever `newsloom publish` takes: files, folders, patterns, or - for standard input. On a terminal each
    article is drawn with what was found in it; in a pipe each result is one line of JSON, in the order of the
    articles (and for each article entities, topics, quotes, unless one of them is named first).

    \b
    Examples:
      newsloom analyze seeds/
      newsloom analyze quotes report.txt --json | jq '.quotes[].speaker.name'
      newsloom analyze entities --jsonl - < articles.jsonl > entities.jsonl
    """
    services = [service for service in SERVICES if service == inputs[0]] or list(SERVICES)
    files = inputs if len(services) > 1 else inputs[1:]
    if not files:
        raise click.UsageError(f"name the files in which to find {inputs[0]}")
    models = Settings.load().models_folder
    analyzers = {service: task_of(service).load(models) for service in services}
    console = None if jsonl or as_json or not is_terminal() else standard_output()
    failed = False
    for reading in _read(files, jsonl=jsonl):
        results = reading if isinstance(reading, Refusal) else _analyze(reading, analyzers)
        if isinstance(results, Refusal) or isinstance(reading, Refusal):
            failed = True
            click.echo(str(results), err=True)
        elif console:
            put(console, draw_page(reading.article, results, console))
        else:
            for result in results.values():
                click.echo(result.to_bytes())
    ctx.exit(1 if failed else 0)


def _read(files: tuple[str, ...], *, jsonl: bool) -> Iterator[Edition | Refusal]:
    return read_articles(
        files,
        standard_input=click.get_binary_stream("stdin"),
        format="jsonl" if jsonl else None,
        unknown_fields="ignore",
    )


def _analyze(edition: Edition, analyzers: dict[ServiceName, Analyze]) -> dict[ServiceName, Result] | Refusal:
    try:
        results = {service: function(edition.article) for service, function in analyzers.items()}
        for result in results.values():
            result.check_spans(edition.article)
    except Exception as error:  # noqa: BLE001 -- what would be a dead letter is named like one, and the others go on
        return Refusal(edition.place, f"cannot be analyzed: {type(error).__name__}: {error}")
    return results
