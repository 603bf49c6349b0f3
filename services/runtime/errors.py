"""What can go wrong, in four families by what is done about it.

NewsloomError
├── ConfigurationError    refuse to start, and say which setting
├── InvalidRecord         the record goes to the dead letters, the stream goes on
├── TransientError        wait and try again, for ever; nothing is acknowledged meanwhile
└── FatalError            exit non-zero without committing
"""

from typing import Literal

Reason = Literal[
    "too-large",
    "not-an-article",
    "key-mismatch",
    "language-error",
    "time-limit",
    "memory-limit",
    "worker-died",
    "result-too-large",
]
"""Why a record is a dead letter. A closed list: it is a label of a metric.

- ``too-large``: more bytes than an article may have; it was not parsed.
- ``not-an-article``: not JSON, or not JSON of an article's shape.
- ``key-mismatch``: the record's key is not the article's id.
- ``language-error``: the language function raised, or returned spans that the text does not have.
- ``time-limit``: the language function did not answer in time.
- ``memory-limit``: the language function asked for more memory than a worker may take.
- ``worker-died``: two worker processes in a row died of it, also by the kernel for the machine's memory.
- ``result-too-large``: the result is larger than its topic accepts.
"""


class NewsloomError(Exception):
    """The root of all errors that a person is told of in one line."""


class ConfigurationError(NewsloomError):
    """A setting, a model or the cluster is not as the service needs it."""


class InvalidRecord(NewsloomError):
    """A record that cannot be processed, however often it is tried."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail


class FatalError(NewsloomError):
    """Going on would lose something."""
