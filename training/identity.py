"""How well mentions are grouped into entities, and entities ordered by salience."""

import math
from collections.abc import Hashable, Iterable, Mapping, Sequence

from schemas.entities import Entities, Entity
from services.language.grouping import NamedEntity
from training.scoring import Score

Key = Hashable


def b_cubed(found: Mapping[Key, Key], gold: Mapping[Key, Key]) -> Score:
    """Score a grouping of mentions (mention -> group) by B-cubed (Bagga and Baldwin, 1998).

    Mentions that only one side has count against the other side's precision or recall.
    """
    found_groups, gold_groups = _groups(found), _groups(gold)
    right_found = right_gold = 0.0
    for mention in found.keys() & gold.keys():
        ours, theirs = found_groups[found[mention]], gold_groups[gold[mention]]
        shared = len(ours & theirs)
        right_found += shared / len(ours)
        right_gold += shared / len(theirs)
    precision = 100 * right_found / len(found) if found else 0.0
    recall = 100 * right_gold / len(gold) if gold else 0.0
    return Score.of_rates(precision, recall)


def grouped(texts: Iterable[Iterable[NamedEntity | Entity]]) -> dict[Key, Key]:
    """Return the grouping of the mentions of several texts, given the entities of each."""
    return {
        (text, mention.start, mention.end): (text, number)
        for text, entities in enumerate(texts)
        for number, entity in enumerate(entities)
        for mention in entity.mentions
    }


def found_spans(result: Entities) -> set[tuple[int, int, str]]:
    """Return the mentions of a result as typed spans."""
    return {(mention.start, mention.end, entity.type) for entity in result.entities for mention in entity.mentions}


def _groups(grouping: Mapping[Key, Key]) -> dict[Key, set[Key]]:
    groups: dict[Key, set[Key]] = {}
    for mention, group in grouping.items():
        groups.setdefault(group, set()).add(mention)
    return groups


def ndcg(gains_in_order: Sequence[float]) -> float:
    """Normalized discounted cumulative gain (Järvelin and Kekäläinen, 2002), 0 to 1, of a ranking over all its length.

    `gains_in_order` are the gains of what was ranked, best first.
    """
    best = _discounted(sorted(gains_in_order, reverse=True))
    return _discounted(gains_in_order) / best if best else 1.0


def _discounted(gains: Sequence[float]) -> float:
    return sum(gain / math.log2(place + 2) for place, gain in enumerate(gains))
