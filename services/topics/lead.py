"""What the topics model reads of an article: the encoder one window from its beginning, the bag of words more of it.

News is written with what matters first. Beyond the first BODY_CODE_POINTS a longer article costs no more.
"""

from typing import Final

import numpy as np

from schemas.article import Article
from services.language.pieces import Pieces, PieceTokenizer
from services.language.windows import SPECIAL_PIECES
from services.topics.stop_words import FOREIGN_WORDS, STOP_WORDS

HEADLINE_CODE_POINTS: Final = 400
BODY_CODE_POINTS: Final = 60_000
"""About ten thousand words; what stands only behind that is not looked at."""

FEWEST_WORDS: Final = 3

LEAST_WORD_SHARE: Final = 0.4
"""Words among all words, numbers and signs; 99.8 % of the training articles have 0.63 or more, tables fewer."""

SPELLED_OUT: Final = 1.5
SPELLED_OUT_SHORT: Final = 4.0
"""Word pieces a word above which a text of n words is not English: SPELLED_OUT + SPELLED_OUT_SHORT / n.

The vocabulary has to spell other languages: it needs 1.08 pieces a word in the median training article and 1.46 or
fewer in 99.8 % of them, but about 1.7 in French, 2 in German or Italian, 3 in Finnish. Short texts vary more."""


LONG_ENOUGH: Final = 20
"""Words from which on a text without the stop words of English is none, or a table."""

LEAST_STOP_WORD_SHARE: Final = 0.2
"""Stop words among the words of a window; no training article has fewer than 0.24, French 0.12 to 0.17."""


def read_part(article: Article) -> tuple[str, str]:
    """Return as much of headline and body as is read, as they stand in the article."""
    return article.headline[:HEADLINE_CODE_POINTS], article.body[:BODY_CODE_POINTS]


def lead_text(article: Article) -> str:
    """Return headline and beginning of the body as one text, white space reduced to single spaces."""
    headline, body = (" ".join(text.split()) for text in read_part(article))
    return f"{headline}\n{body}" if headline else body


def lead_of(article: Article, tokenizer: PieceTokenizer, window: int) -> tuple[Pieces, int] | None:
    """Return the word pieces of all that is read, and how many of them fit into a window with its [CLS] and [SEP].

    None for what the model cannot read, judged by what fits into the window: fewer than three words in ASCII letters,
    more numbers and signs than a text has (a table), too few stop words of English or more of other languages, or a
    language that the vocabulary has to spell.
    """
    text = lead_text(article)
    pieces = tokenizer.split(text)
    count = min(len(pieces), window - SPECIAL_PIECES)
    return (pieces, count) if _is_readable(text, pieces, count) else None


def _is_readable(text: str, pieces: Pieces, count: int) -> bool:
    heads = np.flatnonzero(pieces.heads[:count])
    edges = np.append(heads, count)
    words = piece_count = stop_words = foreign_words = 0
    for head, end in zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True):
        word = text[pieces.starts[head] : pieces.ends[end - 1]]
        if word.isascii() and word.isalpha():
            words += 1
            piece_count += end - head
            stop_words += word.casefold() in STOP_WORDS
            foreign_words += word in FOREIGN_WORDS
    if words < FEWEST_WORDS or words < LEAST_WORD_SHARE * len(heads):
        return False
    if foreign_words and foreign_words >= stop_words:
        return False
    if words >= LONG_ENOUGH and stop_words < LEAST_STOP_WORD_SHARE * words:
        return False
    return piece_count <= SPELLED_OUT * words + SPELLED_OUT_SHORT
