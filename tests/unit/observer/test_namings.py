"""Who is named most, while articles come, are corrected and grow old."""

from services.observer.namings import Namings


class Clock:
    """Seconds, as a test sets them."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_people_are_ranked_by_articles() -> None:
    namings = Namings()
    namings.add("a", {"person/lind": "Marta Lind", "person/berg": "Ola Berg"})
    namings.add("b", {"person/lind": "Marta Lind"})
    assert namings.most(10) == [("Marta Lind", 2), ("Ola Berg", 1)]
    assert namings.most(1) == [("Marta Lind", 2)]


def test_a_corrected_article_counts_once_and_as_it_is_now() -> None:
    namings = Namings()
    namings.add("a", {"person/lind": "Marta Lind"})
    namings.add("a", {"person/berg": "Ola Berg"})
    assert namings.most(10) == [("Ola Berg", 1)]


def test_a_retracted_article_does_not_count() -> None:
    namings = Namings()
    namings.add("a", {"person/lind": "Marta Lind"})
    namings.forget("a")
    namings.forget("never came")
    assert namings.most(10) == []


def test_what_is_older_than_the_time_does_not_count() -> None:
    clock = Clock()
    namings = Namings(seconds=60, clock=clock)
    namings.add("a", {"person/lind": "Marta Lind"})
    clock.now = 50
    namings.add("b", {"person/berg": "Ola Berg"})
    clock.now = 61
    assert namings.most(10) == [("Ola Berg", 1)]


def test_a_correction_makes_an_article_young_again() -> None:
    clock = Clock()
    namings = Namings(seconds=60, clock=clock)
    namings.add("a", {"person/lind": "Marta Lind"})
    namings.add("b", {"person/berg": "Ola Berg"})
    clock.now = 50
    namings.add("a", {"person/lind": "Marta Lind"})
    clock.now = 61
    assert namings.most(10) == [("Marta Lind", 1)]


def test_two_people_of_one_name_are_one_line() -> None:
    namings = Namings()
    namings.add("a", {"person/lind": "Lind", "person/lind-2": "Lind"})
    assert namings.most(10) == [("Lind", 2)]


def test_the_number_of_articles_is_bounded() -> None:
    namings = Namings(articles=2)
    for name in ("a", "b", "c"):
        namings.add(name, {f"person/{name}": name})
    assert namings.most(10) == [("b", 1), ("c", 1)]
