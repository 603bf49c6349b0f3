"""Starts a pool of one worker and gives it an article on which it hangs."""

import asyncio
from pathlib import Path

from services.runtime.pool import Pool
from tests.support.articles import article
from tests.support.tasks import FIRST_WORD


async def main() -> None:
    """Hang until killed."""
    pool = Pool(FIRST_WORD, Path("models"), size=1, time_limit=600)
    await pool.start()
    print("hanging", flush=True)
    await pool.run(article(body="HANG on").to_bytes())


if __name__ == "__main__":
    asyncio.run(main())
