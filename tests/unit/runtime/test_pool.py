"""The pool: a worker that dies or hangs takes down no neighbour, and never the service."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from schemas.entities import Entities
from schemas.topics import Topics
from services.runtime.errors import ConfigurationError, InvalidRecord
from services.runtime.pool import Pool
from services.runtime.task import Task
from services.topics.service import TASK as TOPICS
from tests.support.articles import article
from tests.support.tasks import DIE_ONCE, FIRST_WORD, MISBEHAVE, WITHOUT_MODEL

ROOT = Path(__file__).parents[3]
pytestmark = pytest.mark.timeout(60)


@asynccontextmanager
async def running(
    task: Task = FIRST_WORD,
    size: int = 1,
    time_limit: float = 30.0,
    on_restart: Callable[[], None] = lambda: None,
    memory: int = 1024**3,
) -> AsyncIterator[Pool]:
    pool = Pool(task, Path("models"), size=size, time_limit=time_limit, on_restart=on_restart, memory=memory)
    try:
        await pool.start()
        yield pool
    finally:
        await pool.stop()


async def test_it_answers_with_the_result_of_the_article() -> None:
    async with running() as pool:
        answer = await pool.run(article(body="Paris votes.").to_bytes())
        again = await pool.run(article(body="Paris votes.").to_bytes())
    result = Entities.from_bytes(answer.value)
    assert [entity.name for entity in result.entities] == ["Paris"]
    assert (answer.result_id, answer.words) == (str(result.id), 3)
    assert again.value == answer.value


async def test_what_subscribers_filter_by_comes_with_the_answer() -> None:
    body = "The team won the final after extra time. Their captain scored twice, and fans sang in the stadium."
    async with running(TOPICS) as pool:
        answer = await pool.run(article(body=body).to_bytes())
    result = Topics.from_bytes(answer.value)
    assert answer.extensions == result.extensions()
    assert answer.extensions["primarytopic"] == "medtop:15000000"


@pytest.mark.parametrize(
    ("body", "reason", "detail"),
    [
        ("RAISE it", "language-error", "ValueError: asked to"),
        ("MISPLACE it", "language-error", "SpanMismatch"),
        ("DIE now", "worker-died", "2 worker processes"),
    ],
)
async def test_an_article_that_cannot_be_analyzed_is_told_why_and_the_next_one_is_served(
    body: str, reason: str, detail: str
) -> None:
    async with running() as pool:
        with pytest.raises(InvalidRecord) as refusal:
            await pool.run(article(body=body).to_bytes())
        assert refusal.value.reason == reason
        assert detail in refusal.value.detail
        assert (await pool.run(article().to_bytes())).words == 3


async def test_an_article_without_an_answer_in_time_is_ended_and_the_next_one_is_served() -> None:
    restarts: list[None] = []
    async with running(time_limit=3.0, on_restart=lambda: restarts.append(None)) as pool:
        with pytest.raises(InvalidRecord, match="time-limit: no answer within 3 s"):
            await pool.run(article(body="HANG on").to_bytes())
        assert (await pool.run(article().to_bytes())).words == 3
    assert len(restarts) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the memory of a process")
async def test_an_article_that_takes_too_much_memory_is_told_so_and_its_worker_is_replaced() -> None:
    restarts: list[None] = []
    async with running(MISBEHAVE, on_restart=lambda: restarts.append(None)) as pool:
        with pytest.raises(InvalidRecord, match="memory-limit: the worker has reached its memory limit"):
            await pool.run(article(body="EAT it").to_bytes())
        assert (await pool.run(article().to_bytes())).words == 3
    assert len(restarts) == 1


async def test_what_is_written_into_the_stream_of_a_worker_ends_that_worker() -> None:
    async with running(MISBEHAVE) as pool:
        with pytest.raises(InvalidRecord, match="worker-died"):
            await pool.run(article(body="SCRIBBLE over it").to_bytes())
        assert (await pool.run(article().to_bytes())).words == 3


async def test_a_single_death_is_no_reason_to_give_an_article_up(tmp_path: Path) -> None:
    restarts: list[None] = []
    async with running(DIE_ONCE, on_restart=lambda: restarts.append(None)) as pool:
        answer = await pool.run(article(body=str(tmp_path / "memory")).to_bytes())
    assert answer.words == 2
    assert len(restarts) == 1


async def test_a_worker_killed_while_idle_costs_no_article() -> None:
    async with running() as pool:
        for _ in range(3):
            os.kill(pool.process_ids[0], signal.SIGKILL)
            assert (await pool.run(article().to_bytes())).words == 3


async def test_a_death_does_not_disturb_the_neighbours() -> None:
    async with running(size=2) as pool:
        answers = await asyncio.gather(
            pool.run(article(body="DIE now").to_bytes()),
            *(pool.run(article(body=f"Word{number} here").to_bytes()) for number in range(10)),
            return_exceptions=True,
        )
    assert isinstance(answers[0], InvalidRecord)
    assert not [answer for answer in answers[1:] if isinstance(answer, BaseException)]


async def test_a_model_that_does_not_load_is_a_configuration_error_in_one_line() -> None:
    with pytest.raises(ConfigurationError, match="entities model does not load: FileNotFoundError: no model in models"):
        async with running(WITHOUT_MODEL):
            pass


async def test_an_answer_that_nobody_waits_for_any_more_is_not_given_to_the_next() -> None:
    async with running() as pool:
        for body in ("First words.", "Second words."):
            unwanted = asyncio.create_task(pool.run(article(body=body).to_bytes()))
            await asyncio.sleep(0)  # it has its worker and waits for the answer
            await asyncio.sleep(0)
            unwanted.cancel()
        answer = await pool.run(article(body="Third words.").to_bytes())
    assert Entities.from_bytes(answer.value).entities[0].name == "Third"


async def test_stopping_leaves_no_process_behind() -> None:
    async with running(size=2) as pool:
        process_ids = pool.process_ids
    assert len(process_ids) == 2
    for process_id in process_ids:
        with pytest.raises(ProcessLookupError):
            os.kill(process_id, 0)


async def test_a_hanging_worker_ends_when_its_parent_is_killed() -> None:
    parent = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.support.hanging_pool", cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    assert parent.stdout is not None
    assert await parent.stdout.readline() == b"hanging\n"
    parent.kill()
    await parent.wait()
    # The worker has inherited the other end of this pipe, so its end is the worker's.
    assert await parent.stdout.read() == b""
