"""A name that an article writes in full once and in short afterwards."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from services.topics.candidates import Candidate
from services.topics.stop_words import TITLES

Key = tuple[str, ...]


def full_names(occurrences: Mapping[Key, Sequence[Candidate]]) -> dict[Key, Key]:
    """Return, by the key of a one-word name, that of the two-word name which ends in it, where there is but one.

    "Okafor" becomes "Amara Okafor"; it stays as it is in an article that names both Amara and Ben Okafor. What stands
    in the headline only is no full name: "Biden Visits Kyiv". `occurrences` are all candidate phrases by key.
    """
    longer: dict[str, set[Key]] = defaultdict(set)
    for key, found in occurrences.items():
        if len(key) == 2 and key[0] not in TITLES | {key[1]} and any(map(_is_name_in_body, found)):
            longer[key[1]].add(key)
    return {
        (word,): min(keys)
        for word, keys in longer.items()
        if len(keys) == 1 and all(one.words[0].text[0].isupper() for one in occurrences.get((word,), ()))
    }


def _is_name_in_body(candidate: Candidate) -> bool:
    return candidate.field == "body" and all(word.text[0].isupper() for word in candidate.words)
