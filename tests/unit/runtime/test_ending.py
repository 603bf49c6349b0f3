"""The end of a service: steps in time, an error that is not swallowed, and an exit when a step never ends."""

import asyncio
import sys

import pytest

from services.runtime.ending import Ending

STUCK = """
import asyncio
from services.runtime.ending import Ending

async def main():
    ending = Ending(0.2)
    await ending.in_time("consumer", asyncio.Event().wait())
    await ending.in_time("producer", asyncio.Event().wait())  # no time is left for it
    ending.exit_if_stuck()

asyncio.run(main())
"""


async def test_steps_that_end_are_waited_for_and_the_process_goes_on() -> None:
    ending, done = Ending(60), []

    async def step() -> None:
        await asyncio.sleep(0)
        done.append(True)

    await ending.in_time("consumer", step())
    ending.exit_if_stuck()
    assert done == [True]


async def test_what_a_step_raises_is_raised() -> None:
    async def step() -> None:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        await Ending(60).in_time("consumer", step())


async def test_steps_that_never_end_are_named_and_the_process_exits() -> None:
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", STUCK, stdout=asyncio.subprocess.PIPE)
    output, _ = await process.communicate()
    assert process.returncode == 1
    assert b"consumer" in output
    assert b"producer" in output
