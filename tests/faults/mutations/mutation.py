"""What a mutation is, and the one way in which it may change the product."""

import inspect
import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any
from unittest import mock

VARIABLE = "FAULTS_MUTATION"
"""The environment variable that names the mutation under which tests and the services that they start run."""

WITNESS = "FAULTS_WITNESS"
"""The environment variable that names the file in which each mutated function that was called is noted."""


@dataclass(frozen=True)
class Mutation:
    """One way to break a promise, and the tests that are to notice it.

    ``tests`` are pytest node ids. ``symptom`` is a regular expression for what at least one of them must say when it
    fails: a test that fails for another reason proves nothing. ``patience`` bounds each test, in seconds.
    """

    name: str
    hazard: str
    how: str
    apply: Callable[[], None]
    tests: tuple[str, ...]
    symptom: str
    number: int | None = None
    patience: int = 60


def replace(owner: Any, name: str, make: Callable[[Any], Any]) -> None:
    """Put ``make(original)`` in the place of a function, method or property that ``owner`` itself defines.

    Raises ``LookupError`` when there is none or its parameters are others, so that a mutation whose target was renamed
    or changed is noticed. The first call is witnessed. ``unittest.mock.patch.stopall`` undoes it.
    """
    if name not in vars(owner):
        raise LookupError(f"{owner.__name__} has no {name} of its own: the mutation needs to follow the product")
    original = vars(owner)[name]
    changed = make(original)
    if isinstance(original, property):
        new: Any = property(_witnessed(owner, name, changed.fget))
    else:
        expected, found = (list(inspect.signature(each).parameters) for each in (original, changed))
        if expected != found:
            raise LookupError(f"{owner.__name__}.{name} takes {expected}, its mutation {found}")
        new = _witnessed(owner, name, changed)
    mock.patch.object(owner, name, new).start()


def _witnessed(owner: Any, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(function)
    def call(*arguments: Any, **named: Any) -> Any:
        note(f"{owner.__name__}.{name}")
        return function(*arguments, **named)

    return call


def note(what: str) -> None:
    """Write down that mutated code has run."""
    if path := os.environ.get(WITNESS):
        with Path(path).open("a", encoding="utf-8") as witness:
            witness.write(what + "\n")
