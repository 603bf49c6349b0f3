"""What a demo took, in one line."""

from collections.abc import Sequence
from statistics import median

from rich.text import Text

from schemas.kafka_topics import RESULTS
from services.cli.demo.collection import Collected
from services.cli.drawing.palette import QUIET, TITLE


def draw_figures(articles: Sequence[Collected], total_seconds: float) -> Text:
    """The median seconds from publication to result for each service, and the seconds in all."""
    of = "" if len(articles) == 1 else f" (median of {len(articles)})"
    line = Text(f"seconds from publication to result{of}:  ", style=QUIET)
    for service in RESULTS:
        times = [seconds for found in articles if (seconds := found.seconds(service)) is not None]
        if times:
            line.append(f"{service} ", style=QUIET).append(f"{median(times):.2f}", style=TITLE).append("   ")
    return line.append(f"whole demo {total_seconds:.1f}", style=QUIET)
