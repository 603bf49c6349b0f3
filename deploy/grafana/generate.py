"""Writes the dashboards that Grafana reads: ``python -m deploy.grafana.generate [--check]``."""

import argparse
import sys
from pathlib import Path

from deploy.grafana.boards import BOARDS
from deploy.grafana.build import build

FOLDER = Path(__file__).parent / "dashboards"


def stale() -> list[str]:
    """The names of the files that are missing, differ from what would be written, or should not be there."""
    wanted = {f"{name}.json": build(board) for name, board in BOARDS.items()}
    present = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.json")}
    return sorted(name for name in wanted.keys() | present.keys() if wanted.get(name) != present.get(name))


def main() -> int:
    """Write the files, or with ``--check`` only say which are not current (exit code 1)."""
    parser = argparse.ArgumentParser(prog="python -m deploy.grafana.generate", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail if a file is not current")
    if parser.parse_args().check:
        for name in stale():
            print(f"deploy/grafana/dashboards/{name} is not current: run make dashboards", file=sys.stderr)
        return 1 if stale() else 0
    FOLDER.mkdir(exist_ok=True)
    for name, board in BOARDS.items():
        (FOLDER / f"{name}.json").write_text(build(board), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
