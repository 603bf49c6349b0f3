"""Who is named most: over a time that slides, each article counted once."""

from collections import Counter, OrderedDict
from collections.abc import Callable, Mapping
from time import monotonic

HOUR = 3600.0
_MOST_ARTICLES = 50_000


class Namings:
    """People by the number of articles that named them in the last ``seconds``, of at most ``articles`` articles."""

    def __init__(
        self, seconds: float = HOUR, *, articles: int = _MOST_ARTICLES, clock: Callable[[], float] = monotonic
    ) -> None:
        self._seconds = seconds
        self._most_articles = articles
        self._clock = clock
        self._articles: OrderedDict[str, tuple[float, Mapping[str, str]]] = OrderedDict()

    def add(self, article_id: str, people: Mapping[str, str]) -> None:
        """``people`` of the article, name by id. What an earlier version of the article named is forgotten."""
        self.forget(article_id)
        self._articles[article_id] = (self._clock(), people)
        if len(self._articles) > self._most_articles:
            self._articles.popitem(last=False)

    def forget(self, article_id: str) -> None:
        """The article was retracted."""
        self._articles.pop(article_id, None)

    def most(self, number: int) -> list[tuple[str, int]]:
        """The most-named, with their numbers of articles; of a person with several names the latest.

        Different people of the same name are one line, as nobody could tell the lines apart.
        """
        since = self._clock() - self._seconds
        while self._articles and next(iter(self._articles.values()))[0] < since:
            self._articles.popitem(last=False)
        articles: Counter[str] = Counter()
        names: dict[str, str] = {}
        for _, people in self._articles.values():
            articles.update(people.keys())
            names.update(people)
        by_name: Counter[str] = Counter()
        for person, count in sorted(articles.items()):
            by_name[names[person]] += count
        return by_name.most_common(number)
