"""Draws which topics are taken for which others: `python -m training.topics.confusion`.

Writes `confusion.svg` into the folder of the model: how many articles of topics dev with each primary topic were filed
under which.
"""

from pathlib import Path

import click
import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from services.language.errors import LanguageError
from services.topics.analysis import analyze
from services.topics.classifier import TopicsModel
from services.topics.concepts import concept_table
from training.corpora import CorpusError
from training.topics.evaluation import primary_of
from training.topics.items import read_items

PICTURE_NAME = "confusion.svg"
NONE = "no topic"


def confusion(pairs: list[tuple[str, str | None]], codes: list[str]) -> NDArray[np.int64]:
    """Count (right, found) topics, shape (codes, codes + 1); the last column is for articles without a topic."""
    counts = np.zeros((len(codes), len(codes) + 1), np.int64)
    for right, found in pairs:
        counts[codes.index(right), len(codes) if found is None else codes.index(found)] += 1
    return counts


def draw(counts: NDArray[np.int64], names: list[str]) -> Figure:
    """Draw a square a pair, the darker the larger the share of its row."""
    figure = Figure(figsize=(9, 8), layout="constrained")
    axes = figure.subplots()
    # Black figures stay readable on the darkest square.
    axes.imshow(counts / np.maximum(counts.sum(1, keepdims=True), 1), cmap="Blues", vmin=0, vmax=1.4)
    for row, column in zip(*np.nonzero(counts), strict=True):
        axes.text(column, row, str(counts[row, column]), ha="center", va="center", fontsize=8)
    axes.set_xticks(range(len(names) + 1), [*names, NONE], rotation=45, ha="right", fontsize=8)
    axes.set_yticks(range(len(names)), names, fontsize=8)
    axes.set(xlabel="filed under", ylabel="labelled")
    return figure


@click.command(help=__doc__)
@click.option("--data", type=click.Path(path_type=Path), default=Path("../shared/data"), show_default=True)
@click.option("--model", type=click.Path(path_type=Path), default=Path("models/topics"), show_default=True)
def main(data: Path, model: Path) -> None:
    try:
        topics = TopicsModel.load(model)
        items = read_items(data, "dev")
    except (CorpusError, LanguageError) as error:
        raise click.ClickException(str(error)) from error
    pairs = [(item.primary, primary_of(analyze(item.article, topics))) for item in items]
    codes = list(topics.labels[: topics.top_count])
    # The same counts give the same bytes.
    mpl.rcParams["svg.hashsalt"] = PICTURE_NAME
    names = [concept_table()[code].label.partition(",")[0] for code in codes]
    draw(confusion(pairs, codes), names).savefig(model / PICTURE_NAME, metadata={"Date": None})
    click.echo(f"wrote {model / PICTURE_NAME}")


if __name__ == "__main__":
    main()
