"""Amounts of money: "US$1.5bn" is 1500000000 USD, "Rs 50 lakh" in an article on India 5000000 INR."""

import re
from collections.abc import Collection
from decimal import Decimal
from itertools import takewhile
from math import prod
from typing import Final

from schemas.entities import Money
from services.entities.places import places
from services.language.name_forms import slug

MOST: Final = 10**18
"""What is more is no money."""

_MAGNITUDES: Final = {
    "hundred": 100, "thousand": 1_000, "k": 1_000, "lakh": 100_000, "lac": 100_000, "million": 1_000_000,
    "m": 1_000_000, "mil": 1_000_000, "mn": 1_000_000, "mln": 1_000_000, "crore": 10_000_000, "cr": 10_000_000,
    "billion": 1_000_000_000, "b": 1_000_000_000, "bln": 1_000_000_000, "bn": 1_000_000_000,
    "mio": 1_000_000, "mrd": 1_000_000_000,
    "trillion": 1_000_000_000_000, "t": 1_000_000_000_000, "tn": 1_000_000_000_000, "trn": 1_000_000_000_000,
}  # fmt: skip

_SIGNS: Final = {
    "us$": "USD", "a$": "AUD", "au$": "AUD", "c$": "CAD", "ca$": "CAD", "can$": "CAD",
    "nz$": "NZD", "hk$": "HKD", "nt$": "TWD",
    "s$": "SGD", "n$": "NAD", "r$": "BRL", "cop$": "COP", "mx$": "MXN", "€": "EUR", "₹": "INR", "₩": "KRW", "₦": "NGN",
    "₱": "PHP", "₫": "VND", "฿": "THB", "₺": "TRY", "₽": "RUB", "₴": "UAH", "₪": "ILS", "tk": "BDT", "qr": "QAR",
    "kd": "KWD", "dh": "AED", "sr": "SAR", "rm": "MYR", "r": "ZAR",
}  # fmt: skip
"""What stands before an amount and can only be one currency, lower case, without full stops."""

_BARE_SIGNS: Final = {"$": "dollar", "£": "pound"}
"""What is the first currency of a name, unless the article names a country with another one of that name."""
_NAMED_SIGNS: Final = {"rs": "rupee"}
"""What stands before an amount and says no more than the name of a currency."""

_CURRENCIES: Final = {
    "dollar": "USD AUD CAD NZD HKD SGD TWD NAD FJD JMD LRD ZWL", "pound": "GBP EGP LBP SYP SSP SDG", "won": "KRW KPW",
    "rupee": "INR PKR LKR NPR MUR", "peso": "MXN PHP COP CLP ARS CUP DOP UYU", "franc": "CHF XAF XOF CDF RWF",
    "dinar": "KWD BHD IQD JOD RSD DZD TND LYD", "riyal": "SAR QAR OMR YER", "rial": "IRR OMR YER",
    "shilling": "KES UGX TZS SOS", "krona": "SEK ISK", "krone": "NOK DKK", "dirham": "AED MAD", "lira": "TRY",
    "real": "BRL", "euro": "EUR", "yen": "JPY", "yuan": "CNY", "renminbi": "CNY", "rand": "ZAR", "ringgit": "MYR",
    "baht": "THB", "naira": "NGN", "cedi": "GHS", "taka": "BDT", "dong": "VND", "rupiah": "IDR", "ruble": "RUB",
    "rouble": "RUB", "hryvnia": "UAH", "shekel": "ILS", "zloty": "PLN", "forint": "HUF", "koruna": "CZK",
    "¥": "JPY CNY",
}  # fmt: skip
"""The currencies of a name; which of several is meant, the countries decide that the article names."""

_EVERYWHERE: Final = frozenset({"dollar", "pound", "won"})
"""Names of several of which the first is meant where no country decides."""

_NUMBER: Final = re.compile(r"\d{1,3}(?:[, \u00a0]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+")
_SIGN: Final = re.compile(
    r"(?:(?:\b(?:US|U\.S\.)\s|\bU\.S\.|\b(?:[A-Z]{1,3}|Can))?[$€£¥₹₩₦₱₫฿₺₽₴₪]|\b(?:[A-Z]{3}|Rs|Tk|QR|KD|RM|SR|Dh|R)\.?)\s?$"
)
_MAGNITUDE: Final = re.compile("|".join(_MAGNITUDES) + r"|\w*illi(?:on|ard)\w*")
"""Known or not: an amount in quadrillions is none of single dollars."""
_CODE_BEHIND: Final = re.compile(r"\s?([A-Z]{3})\b")
_EUROPEAN: Final = re.compile(r"\d\.\d{3}(?!\d)")
"""Five euros or five thousand: a point before three digits says either."""
_NAME: Final = re.compile(r"\b(?:[A-Z]\.){2}|\b[A-Z][a-z]*(?:\s[A-Z][a-z]+)?")


def money(words: str, countries: Collection[str]) -> Money | None:
    """Return the amount and the currency that words mean; None where one of them is not sure.

    `countries` are the ISO 3166-1 codes of those that the article names: they decide what a shared word means.
    """
    numbers = list(_NUMBER.finditer(words))
    if len(numbers) != 1 or _EUROPEAN.search(numbers[0][0]):
        return None
    before, after = words[: numbers[0].start()], words[numbers[0].end() :]
    currency = _by_code(after) or _by_sign(before, countries) or _by_words(words, after, countries)
    magnitudes = list(takewhile(_MAGNITUDE.fullmatch, _words(after)))
    if currency is None or after[:1].isnumeric() or not _MAGNITUDES.keys() >= set(magnitudes):
        return None
    amount = Decimal(re.sub(r"[, \u00a0]", "", numbers[0][0])) * prod(_MAGNITUDES[word] for word in magnitudes)
    return Money(amount=float(amount), currency=currency) if amount <= MOST else None


def _by_sign(before: str, countries: Collection[str]) -> str | None:
    found = _SIGN.search(before)
    if found is None:
        return None
    sign: str = found[0].replace(" ", "").replace(".", "").strip().casefold()
    if sign.upper() in places().currencies:
        return sign.upper()
    if sign in _BARE_SIGNS:
        usual, *others = _CURRENCIES[_BARE_SIGNS[sign]].split()
        return None if any(code[:2] in countries for code in others) else usual
    return _SIGNS.get(sign) or _named(_NAMED_SIGNS.get(sign, sign), countries)


def _by_code(after: str) -> str | None:
    behind = _CODE_BEHIND.match(after)
    return behind[1] if behind and behind[1] in places().currencies else None


def _by_words(words: str, after: str, countries: Collection[str]) -> str | None:
    table = places()
    slugs = [slug("LOC", name[0]) for name in _NAME.finditer(words)]
    nations = {code for name in slugs if (code := table.countries.get(name) or table.demonyms.get(name))}
    found = (_named(word, nations or countries) for word in _words(after))
    return next(filter(None, found), None)


def _named(name: str, countries: Collection[str]) -> str | None:
    candidates = _CURRENCIES.get(name, "").split()
    # The code of a currency begins with that of its country; the euro has many.
    near = [code for code in candidates if code[:2] in countries]
    if near:
        return near[0] if len(near) == 1 else None
    return candidates[0] if len(candidates) == 1 or name in _EVERYWHERE else None


def _words(text: str) -> list[str]:
    """Return the words of a text in lower case and in the singular."""
    return [word.removesuffix("s") for word in re.findall(r"[^\W\d_]+", text.casefold())]
