"""What a demo took, in one line."""

from collections.abc import Sequence

from rich.text import Text

from schemas.kafka_topics import RESULTS
from services.cli.demo.collection import Collected
from services.cli.drawing.palette import QUIET, TITLE


def draw_figures(articles: Sequence[Collected], total_seconds: float) -> Text:
    """The articles, the median seconds from publication to result for each service, and the seconds in all."""
    count = len(articles)
    line = Text(f"{count} article{'s'[: count != 1]}, from publication to result: ", style=QUIET)
    for service in RESULTS:
        times = sorted(seconds for found in articles if (seconds := found.seconds(service)) is not None)
        if times:
            line.append(f"{service} ", style=QUIET).append(f"{times[len(times) // 2]:.2f} s", style=TITLE).append("  ")
    return line.append(f"(all in all {total_seconds:.1f} s)", style=QUIET)
