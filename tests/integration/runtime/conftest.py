"""A consumer group for each test, so that tests on the same cluster do not meet."""

from uuid import uuid4

import pytest

from tests.support.records import begin_at_the_end


@pytest.fixture
async def group(kafka: str) -> str:
    """A consumer group of the test's own, which starts at the end of the topic."""
    name = f"test-{uuid4().hex[:8]}"
    await begin_at_the_end(kafka, name)
    return name
