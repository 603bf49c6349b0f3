"""Tasks whose behaviour the article itself decides, so that a test can make a worker slow, wrong or dead."""

import os
import signal
import socket
import threading
from pathlib import Path

from schemas.article import Article
from schemas.entities import Entities, Entity, Mention
from schemas.identity import entity_id, result_id
from services.runtime.task import Analyze, Task

MODEL = "first-word-1.0.0"


def first_word(article: Article) -> Entities:
    """An entity for the first word of the body.

    The word DIE kills the process, HANG never ends, RAISE raises, and WAIT waits for the checkpoint whose port follows.
    """
    word = article.body.split()[0]
    if word == "DIE":
        os.kill(os.getpid(), signal.SIGKILL)
    if word == "HANG":
        threading.Event().wait()
    if word == "RAISE":
        raise ValueError("asked to")
    if word == "WAIT":
        with socket.create_connection(("127.0.0.1", int(article.body.split()[1]))) as checkpoint:
            checkpoint.recv(1)  # ends when the other side closes
    start = article.body.index(word) + (1 if word == "MISPLACE" else 0)
    mention = Mention(field="body", start=start, end=start + len(word), text=word, confidence=1.0)
    entity = Entity(
        id=entity_id("MISC", word), name=word, type="MISC", aliases=(), salience=1.0, mentions=(mention,), links={}
    )
    return Entities(
        id=result_id("entities", article, MODEL),
        article_id=article.id,
        article_version=article.version,
        model=MODEL,
        entities=(entity,),
    )


def die_once(article: Article) -> Entities:
    """Kills its process the first time that it sees a body; the body is the path of the file that remembers."""
    memory = Path(article.body)
    if not memory.exists():
        memory.write_text("seen", encoding="utf-8")
        os.kill(os.getpid(), signal.SIGKILL)
    return first_word(article)


def broken(_article: Article) -> Entities:
    """Fails at everything, as after a bad deployment."""
    raise RuntimeError("nothing works")


def _load_broken(_models_folder: Path) -> Analyze:
    return broken


def _load_first_word(_models_folder: Path) -> Analyze:
    return first_word


def _load_die_once(_models_folder: Path) -> Analyze:
    return die_once


def _load_misbehave(_models_folder: Path) -> Analyze:
    from tests.support.misdeeds import misbehave  # which stands on first_word

    return misbehave


def _load_first_word_once(models_folder: Path) -> Analyze:
    (models_folder / "loaded").touch(exist_ok=False)
    return first_word


def _refuse(models_folder: Path) -> Analyze:
    raise FileNotFoundError(f"no model in {models_folder}")


FIRST_WORD = Task("entities", _load_first_word)
MISBEHAVE = Task("entities", _load_misbehave)
LOADS_ONCE = Task("entities", _load_first_word_once)
BROKEN = Task("entities", _load_broken)
DIE_ONCE = Task("entities", _load_die_once)
WITHOUT_MODEL = Task("entities", _refuse)
