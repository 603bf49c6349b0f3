"""Articles written to learn from (CC0), in `training/labels/topics-written.jsonl`.

The corpora have few articles at the borders between topics: the cargo of a port, a strike there, smugglers on trial
and a quarrel over its sale share their words. These were written for it, in groups that differ in what happens.
Events and private persons in them are invented; nothing in them is news.
"""

from pathlib import Path

from schemas.article import Article
from training.corpora import json_lines
from training.topics.items import Item

WRITTEN_ARTICLES = Path(__file__).parents[1] / "labels" / "topics-written.jsonl"


def written_items() -> list[list[Item]]:
    """Return the articles, each with as many opinions as it has; CorpusError names the file where it cannot be read.

    The first opinion is the writer's, a second one that of a reader who did not know it.
    """
    return [
        [
            Item(
                Article(id=record["id"], headline=record["headline"], body=record["body"]),
                opinion["primary"],
                tuple(opinion["also"]),
                tuple(opinion["second"]),
            )
            for opinion in record["opinions"]
        ]
        for record in json_lines(WRITTEN_ARTICLES)
    ]
