"""The entities of an article."""

import re
from datetime import datetime

from schemas.article import Article
from schemas.entities import Entities, Entity, Mention
from schemas.identity import entity_id, result_id
from services.entities.confidence import features
from services.entities.dates import iso_date, lies_ahead
from services.entities.links import LinksInText
from services.entities.model import EntitiesModel
from services.entities.money import money
from services.entities.salience import salience
from services.language.confidence import Confidence
from services.language.fields import ArticleText
from services.language.grouping import NamedEntity, group_mentions
from services.language.headline_names import with_headline_names
from services.language.mentions import settled_mentions
from services.language.name_forms import readable
from services.language.tagger import Tagger, TypedSpan

TASK = "entities"


def analyze(article: Article, model: EntitiesModel) -> Entities:
    """Return who and what the article names: a pure function of its id, version, text and date and of the model.

    The most salient entity comes first, of equally salient ones the one mentioned first.
    """
    text = ArticleText.of(article)
    groups = named_entities(text, model.tagger)
    links = LinksInText(text.text, groups)
    found = [_entity(group, text, links, article.published_at, model.confidence) for group in groups]
    return Entities(
        id=result_id(TASK, article, model.tagger.model),
        article_id=article.id,
        article_version=article.version,
        model=model.tagger.model,
        entities=tuple(sorted(found, key=lambda entity: -entity.salience)),
    )


def named_entities(text: ArticleText, tagger: Tagger) -> list[NamedEntity]:
    """Return who and what a text names, in the order in which they are first mentioned."""
    return group_mentions(text.text, with_headline_names(text, settled_mentions(text.text, tagger.tag(text.text))))


def _entity(
    group: NamedEntity, text: ArticleText, links: LinksInText, published_at: datetime | None, learned: Confidence
) -> Entity:
    name = group.name
    aliases = dict.fromkeys(readable(form) for form in group.forms)
    aliases.pop(name, None)
    linked = links.of(group)
    return Entity(
        id=entity_id(group.type, name),
        name=name,
        type=group.type,
        aliases=tuple(aliases),
        salience=salience(group, text),
        mentions=tuple(
            _mention(mention, text, learned.of(known))
            for mention, known in zip(group.mentions, features(group), strict=True)
        ),
        links=linked.identifiers,
        place=linked.place,
        date=_date(group, text.text, published_at) if group.type == "DATE" else None,
        money=money(_with_sign(text.text, group), links.countries) if group.type == "MONEY" else None,
    )


def _date(group: NamedEntity, text: str, published_at: datetime | None) -> str | None:
    ahead = {lies_ahead(text, mention.start, mention.end) for mention in group.mentions}
    dates = {iso_date(group.name, published_at, ahead=one) for one in ahead}
    return dates.pop() if len(dates) == 1 else None


def _with_sign(text: str, amount: NamedEntity) -> str:
    """Return an amount with the letters right before its sign, which a mention may lack: A$5, HK$5."""
    start, end = amount.mentions[0].start, amount.mentions[0].end
    letters = re.search(r"[A-Z]{1,3}\Z", text[max(0, start - 3) : start]) if text[start] == "$" else None
    return (letters[0] if letters else "") + text[start:end]


def _mention(mention: TypedSpan, text: ArticleText, confidence: float) -> Mention:
    field, start, end = text.place(mention.start, mention.end)
    return Mention(
        field=field, start=start, end=end, text=text.text[mention.start : mention.end], confidence=confidence
    )
