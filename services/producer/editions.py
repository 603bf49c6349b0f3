"""Every version of an article that a run has read, so that one version never says two things."""

import hashlib
import sqlite3
from types import TracebackType
from typing import Self

from schemas.article import Article
from services.producer.refusals import Refused

_DIGEST_BYTES = 16
_CACHE_KIB = 16 * 1024


class Editions:
    """Remembers a digest of id and version with one of the content, 32 bytes an article, beyond a cache on disk.

    The store is SQLite's nameless database: it keeps to its cache as long as it can, then spills to a temporary file,
    and is gone when it is closed. Use it as a context manager, in one thread.
    """

    def __enter__(self) -> Self:
        self._store = sqlite3.connect("", isolation_level=None)
        self._store.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        self._store.execute("CREATE TABLE edition (identity BLOB PRIMARY KEY, content BLOB) WITHOUT ROWID")
        # Nothing of it is to outlive the run: no journal, and never committed.
        self._store.execute("PRAGMA journal_mode = OFF")
        self._store.execute("BEGIN")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._store.close()

    def is_new(self, article: Article, value: bytes) -> bool:
        """False if the same version with the same content was read before.

        Raises ``Refused`` if it was read with another content: subscribers could not tell which one holds.
        """
        identity = _digest(f"{article.version} {article.id}".encode())
        content = _digest(value)
        added = self._store.execute("INSERT OR IGNORE INTO edition VALUES (?, ?)", (identity, content)).rowcount
        if added:
            return True
        (known,) = self._store.execute("SELECT content FROM edition WHERE identity = ?", (identity,)).fetchone()
        if known != content:
            raise Refused(f"version {article.version} of {article.id!r} was read before, with another content", "id")
        return False


def _digest(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=_DIGEST_BYTES).digest()
