"""The articles that were written to learn from."""

from services.topics.concepts import concept_table
from training.topics.items import beginning
from training.topics.written import written_items


def test_no_two_written_articles_have_an_id_or_a_beginning_in_common() -> None:
    articles = [opinions[0] for opinions in written_items()]
    assert len({item.article.id for item in articles}) == len({beginning(item) for item in articles}) == len(articles)


def test_every_opinion_names_topics_of_the_table_and_none_twice() -> None:
    concepts = concept_table().concepts
    for item in (item for opinions in written_items() for item in opinions):
        codes = [item.primary, *item.also]
        assert [concepts[code].level for code in codes] == [1] * len(set(codes)), item.article.id
        assert [concepts[code].level for code in item.second] == [2] * len(set(item.second)), item.article.id
        assert {concepts[code].parent for code in item.second} <= item.top, item.article.id
