"""When two names are the same person's or organization's."""


def same_name(found: str, gold: str) -> bool:
    """True if one of the names is the other or a part of it, articles and full stops left out."""
    ours, theirs = (name.casefold().removeprefix("the ").strip(". ") for name in (found, gold))
    return ours in theirs or theirs in ours
