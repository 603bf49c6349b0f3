"""Brat standoff."""

from pathlib import Path

from training.polnear import polnear

TEXT = "Eva said it rained, and it did. Nobody knew why."
STANDOFF = """E1\tAttribution:T4 Content:T3 Cue:T2 Source:T1
T1\tSource 0 3\tEva
T2\tCue 4 8\tsaid
T3\tContent 9 18;24 30\tit rained it did
T4\tAttribution 4 8\tsaid
"""


def test_attributions_are_spans_and_pairs_wherever_their_ranges_stand(tmp_path: Path) -> None:
    for folder, name, text in (("text", "one.txt", TEXT), ("attributions", "one_ab12.ann", STANDOFF)):
        (tmp_path / "polnear" / "dev" / folder).mkdir(parents=True)
        (tmp_path / "polnear" / "dev" / folder / name).write_text(text, encoding="utf-8")
    (article,) = polnear(tmp_path, "dev")
    assert article.labelled.spans == [(0, 3, "SOURCE"), (4, 8, "CUE"), (9, 18, "CONTENT"), (24, 30, "CONTENT")]
    assert [(pair.content, pair.source) for pair in article.pairs] == [(((9, 18), (24, 30)), ((0, 3),))]
