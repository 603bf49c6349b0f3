"""All mutations by name, and the one that this process is to run under."""

import os

from tests.faults.mutations import acknowledgements, deliveries, state, transactions, values, work
from tests.faults.mutations.mutation import VARIABLE, Mutation
from tests.faults.mutations.own_rules import OWN_RULES

HAZARDS = (
    acknowledgements.EXCEPTIONS,
    acknowledgements.OUT_OF_ORDER,
    acknowledgements.HIGHEST,
    values.DECODING,
    deliveries.NOT_AWAITED,
    deliveries.NOT_IDEMPOTENT,
    transactions.EXACTLY_ONCE,
    state.TABLE,
    work.UP_IS_ALIVE,
    deliveries.SALTED,
    work.IN_THE_EVENT_LOOP,
    acknowledgements.RESTARTS,
)
"""The hazards of Faust, by their numbers."""

MUTATIONS: tuple[Mutation, ...] = (*HAZARDS, *OWN_RULES)


def chosen() -> Mutation | None:
    """The mutation that the environment names. Raises ``LookupError`` when there is none of that name."""
    name = os.environ.get(VARIABLE)
    if not name:
        return None
    found = {mutation.name: mutation for mutation in MUTATIONS}
    if name not in found:
        raise LookupError(f"{VARIABLE}: there is no mutation {name!r}; there are {', '.join(found)}")
    return found[name]


def apply_chosen() -> None:
    """Apply that mutation, if there is one."""
    mutation = chosen()
    if mutation is not None:
        mutation.apply()
