"""Names of GUM that are linked."""

from pathlib import Path

import pytest

from training.corpora import CorpusError
from training.gum import LinkedName, linked_text, linked_texts

LINES = """# newpar
1	President	_	PROPN	_	_	_	_	_	Entity=(1-person-new-n-c-2-coref-Eva_Holm
2	Holm	_	PROPN	_	_	_	_	_	Entity=1)
3-4	she's	_	_	_	_	_	_	_	_
3	left	_	VERB	_	_	_	_	_	_
4	the	_	DET	_	_	_	_	_	Entity=(2-organization-new-n-c-2-coref-University_of_Oulu
5	University	_	PROPN	_	_	_	_	_	_
6	of	_	ADP	_	_	_	_	_	_
7	Oulu	_	PROPN	_	_	_	_	_	Entity=(3-place-new-n-c-1-sgl-Oulu)2)|SpaceAfter=No
8	'	_	PUNCT	_	_	_	_	_	_
# newpar
1	Her	_	PRON	_	_	_	_	_	Entity=(1-person-giv-n-c-1-ana-Eva_Holm)
2	big	_	ADJ	_	_	_	_	_	Entity=(4-place-new-n-c-2-coref-Lahti
3	city	_	NOUN	_	_	_	_	_	Entity=4)
4	Lahti	_	PROPN	_	_	_	_	_	Entity=(4-place-new-n-c-1-sgl-Lahti)
5	Omar	_	PROPN	_	_	_	_	_	Entity=(5-person-new-n-c-1-sgl)
6	May	_	PROPN	_	_	_	_	_	Entity=(6-time-new-n-c-1-sgl-May)
"""


def test_a_name_is_a_phrase_of_proper_nouns_that_is_linked() -> None:
    found = linked_text(LINES)
    assert found.text == "President Holm left the University of Oulu'\nHer big city Lahti Omar May "
    assert [(found.text[name.start : name.end], name) for name in found.names] == [
        ("Holm", LinkedName(10, 14, "PERSON", "Eva_Holm")),
        ("University of Oulu", LinkedName(24, 42, "ORG", "University_of_Oulu")),
        ("Oulu", LinkedName(38, 42, "LOC", "Oulu")),
        ("Lahti", LinkedName(57, 62, "LOC", "Lahti")),
    ]


def test_a_folder_without_documents_is_named(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="gum"):
        linked_texts(tmp_path)
