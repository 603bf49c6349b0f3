"""Draws how often quotations and speakers are right, by how sure they are: `python -m training.quotes_reliability`.

Writes `reliability.svg` into the folder of the model. Quotations are those found in quotes-world dev, speakers those
found for the marked sources of PolNeAR dev.
"""

import sys

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from services.language.errors import LanguageError
from services.language.model_folder import ModelFolder
from services.quotes.analysis import TASK, analyze
from services.quotes.model import QuotesModel
from training.attribution import pairs_marked
from training.corpora import CorpusError, quotes_world
from training.measures import article_of
from training.parts import part_parser
from training.quotes_evaluation import judged_quotations
from training.reliability import Judged, bins, expected_calibration_error
from training.speakers_evaluation import speakers_given_sources

PICTURE_NAME = "reliability.svg"


def draw(axes: Axes, title: str, judged: list[Judged]) -> None:
    """Draw a dot a tenth of the scale, as large as what it stands for is many; on the diagonal confidence is honest."""
    found = bins(judged)
    axes.plot([0, 1], [0, 1], color="silver", linewidth=1)
    axes.scatter(
        [one.confidence for one in found], [one.right for one in found], s=[3 * one.count for one in found], alpha=0.7
    )
    axes.set_title(f"{title}\n{len(judged)}, calibration error {expected_calibration_error(judged):.1f} %", fontsize=10)
    axes.set(xlim=(0, 1), ylim=(0, 1), aspect="equal", xlabel="confidence", ylabel="share that is right")


def main() -> int:
    """Draw; exit code 1 with one line if a file is missing or damaged."""
    arguments = part_parser("quotes_reliability", __doc__, TASK).parse_args()
    try:
        model = QuotesModel.load(ModelFolder.load(arguments.model, TASK))
        articles = quotes_world(arguments.data, "dev", repair=True)
        results = [analyze(article_of(article.name, article.text), model) for article in articles]
        speakers = speakers_given_sources(arguments.data, model)
    except (CorpusError, LanguageError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    mpl.rcParams["svg.hashsalt"] = PICTURE_NAME
    figure = Figure(figsize=(8, 4.2), layout="constrained")
    left, right = figure.subplots(1, 2)
    draw(left, "quotations in quotes-world dev", judged_quotations(results, map(pairs_marked, articles)))
    draw(right, "speakers of marked sources in PolNeAR dev", speakers.judged)
    figure.savefig(arguments.model / PICTURE_NAME, metadata={"Date": None})
    print(f"wrote {arguments.model / PICTURE_NAME}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
