"""Results as a person reads them, in bench/results.md, and as a program does, in bench/results.json."""

import json
import os
import platform
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


def write(results: dict[str, Any], folder: Path = FOLDER) -> None:
    """Write both files."""
    (folder / "results.json").write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")
    (folder / "results.md").write_text(markdown(results), encoding="utf-8")


def machine() -> dict[str, Any]:
    """What the figures depend on."""
    return {"cores": os.cpu_count(), "processor": _processor(), "python": platform.python_version()}


def markdown(results: dict[str, Any]) -> str:
    """The report as Markdown."""
    host, corpus = results["machine"], results["corpus"]
    lines = [
        "# Speed",
        "",
        f"Measured by `make bench` on {host['cores']} cores ({host['processor']}), Python {host['python']}.",
        "Kafka, the service and the measuring program share the machine.",
        f"{corpus['articles']} different articles of {corpus['words_per_article']:.0f} words on average.",
        "",
        "## Language functions alone, one core",
        "",
        "| function | words/s | articles/s |",
        "|---|---:|---:|",
        *(
            f"| {name} | {row['words_per_second']:,.0f} | {row['articles_per_second']:.1f} |"
            for name, row in results["functions"].items()
        ),
        "",
        "## Through Kafka",
        "",
        "Share is of what as many processes of the bare function reach at the same time.",
        "",
        "| service | workers | articles/s | share of the bare function | memory, service and workers |",
        "|---|---:|---:|---:|---:|",
        *(
            f"| {row['service']} | {row['workers']} | {row['articles_per_second']:.1f} | {row['share']:.1%} |"
            f" {row['memory_bytes'] / 2**20:,.0f} MiB |"
            for row in results["streams"]
        ),
        "",
        "## What streaming itself costs",
        "",
        "A service whose language function does nothing, beside a plain aiokafka loop that does the same without",
        "workers, ordered acknowledgements or awaited deliveries.",
        "",
        "| | articles/s |",
        "|---|---:|",
        f"| no-op service, one worker | {results['noop']['articles_per_second']:,.0f} |",
        f"| plain aiokafka loop | {results['plain']['articles_per_second']:,.0f} |",
        "",
        "## Latency",
        "",
        "From the Kafka timestamp of the article to that of its result, entities, one worker at half of its load.",
        "",
        "| articles/s | median | 95 % | 99 % |",
        "|---:|---:|---:|---:|",
        "| {rate:.1f} | {median_seconds:.3f} s | {p95_seconds:.3f} s | {p99_seconds:.3f} s |".format(
            **results["latency"]
        ),
        "",
    ]
    return "\n".join(lines)


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    return next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), platform.processor())
