"""The process that fuzzes: ``python -m tests.faults.fuzzing.run module:function`` and libFuzzer's own options.

A process of its own, because libFuzzer ends it. What it calls is instrumented while it is imported.
"""

import importlib
import sys

import atheris


def main() -> None:
    """Fuzz until libFuzzer has done its runs (exit code 0) or something is raised (another)."""
    name, *options = sys.argv[1:]
    module, _, function = name.partition(":")
    with atheris.instrument_imports(include=["schemas", "services", module], enable_loader_override=False):
        target = getattr(importlib.import_module(module), function)
    atheris.Setup([sys.argv[0], *options], target)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
