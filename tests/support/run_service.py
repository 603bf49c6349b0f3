"""Runs one of the test tasks as a service process: ``python -m tests.support.run_service FIRST_WORD``."""

import sys

from services.runtime.errors import NewsloomError
from services.runtime.service import run_service
from services.runtime.settings import Settings
from tests.faults.mutations.registry import apply_chosen
from tests.support import last_moment, tasks

if __name__ == "__main__":
    apply_chosen()
    last_moment.arrange()
    try:
        run_service(getattr(tasks, sys.argv[1]), Settings.load())
    except NewsloomError as error:
        print(f"Error: {error}", file=sys.stderr)
        sys.exit(2)
