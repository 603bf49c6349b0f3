"""What the fault tests send through a service, and the verdict on what came of it."""

from schemas.article import Article
from tests.faults.conftest import GROUP
from tests.faults.ledger import Ledger, Verdict
from tests.support.articles import article
from tests.support.records import Outputs, committed


def some_articles(count: int) -> list[Article]:
    """Articles of which every tenth has a correction, published right behind it."""
    return [
        article(f"a-{number}", body=f"Word{number} in version {version}.", version=version)
        for number in range(count)
        for version in range(1, 3 if number % 10 == 0 else 2)
    ]


async def judged(servers: str, ledger: Ledger, output: Outputs) -> Verdict:
    """The verdict once every accepted article has something to show."""
    # Each version of each article has a payload of its own.
    await output.until(lambda records: len({record.value for record in records}) >= len(ledger.accepted))
    return ledger.judge(await output.to_the_end(), await committed(servers, GROUP))
