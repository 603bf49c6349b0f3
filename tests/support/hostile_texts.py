"""Texts that break careless code: every script and control character, marks of quotation, names, and long lines."""

from hypothesis import strategies as st

FRAGMENTS = (
    "“", "”", "„", "«", "»", "‘", "’", '"', "'", "…", "—", "\n", "\r\n", "\t", " ", "\u2028", "\u00a0", "\u200b",
    "\ufeff", "\u202e", "\x00", "e\u0301", "İ", "ß", "ﬁ", "🇺🇳", "👩‍👩‍👧", "क्षि", "שלום", "مرحبا", "東京", "한국",
    "he said", "She SAID:", "according to", "Mr. Tanaka", "U.S.", "O’Brien’s", "(WHO)", "$5 million", "on Monday",
    "Anna Lindholm", "ANNA LINDHOLM SAYS", "told reporters that", "Q:", "A:", "not so", "x" * 300,
)  # fmt: skip

hostile_text = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(FRAGMENTS), max_size=40).map("".join),
    st.lists(st.sampled_from(FRAGMENTS), max_size=40).map(" ".join),
)
"""Any text without lone surrogates, which no JSON document can carry."""
