"""What the model reads of an article, and what it cannot read."""

import pytest

from services.language.pieces import PieceTokenizer
from services.topics.lead import BODY_CODE_POINTS, HEADLINE_CODE_POINTS, lead_of, lead_text
from tests.unit.topics.articles import FOOTBALL, article
from tests.unit.topics.conftest import MODEL_FOLDER

WINDOW = 64


@pytest.fixture(scope="module")
def tokenizer() -> PieceTokenizer:
    return PieceTokenizer(MODEL_FOLDER / "tokenizer.json")


def test_is_headline_and_body_with_single_spaces() -> None:
    assert lead_text(article("One\n\n two.", " Zero  \t here")) == "Zero here\nOne two."


def test_has_so_much_of_a_long_headline_and_of_a_long_body() -> None:
    head, body = "h" * HEADLINE_CODE_POINTS, "b" * BODY_CODE_POINTS
    assert lead_text(article(f"{body}b", f"{head}h")) == f"{head}\n{body}"


def test_is_the_body_alone_without_a_headline() -> None:
    assert lead_text(article("One two.")) == "One two."


def test_fills_a_window_with_two_special_pieces(tokenizer: PieceTokenizer) -> None:
    lead = lead_of(FOOTBALL, tokenizer, WINDOW)
    assert lead is not None
    assert lead[1] == WINDOW - 2


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("?", id="a sign"),
        pytest.param("Rain today", id="two words"),
        pytest.param("Hill 3 1 7 12.5 Vale 4 1 6 11.0 Moor 2 2 5 9.5 Glen 1 0 8 3.5 Fell 0 1 9 2.0", id="a table"),
        pytest.param("Das Kabinett hat gestern beschlossen, die Steuern für kleine Betriebe zu senken.", id="German"),
        pytest.param("Hallitus kertoi eilen laskevansa pienten yritysten veroja ensi vuonna.", id="Finnish"),
        pytest.param("Правительство вчера объявило о снижении налогов для малых предприятий.", id="Russian"),
        pytest.param("政府昨天宣布降低小企业的税收。", id="Chinese"),
        pytest.param("أعلنت الحكومة أمس خفض الضرائب على الشركات الصغيرة.", id="Arabic"),
        pytest.param(
            "Le ministre a dit hier que la situation est grave et que tous les partis doivent agir, mais le front "
            "social du pays commence une nouvelle phase avec la police dans les stations de la capitale.",
            id="French",
        ),
        pytest.param("Het kabinet heeft een plan voor de kust.", id="a short line of Dutch"),
        pytest.param("El Gobierno anuncia una reforma de las pensiones.", id="a short line of Spanish"),
        pytest.param("Der Bundestag hat gegen den Antrag der Opposition gestimmt.", id="a short line of German"),
        pytest.param("Il Milan ha vinto la partita contro la Juventus.", id="a short line of Italian"),
        pytest.param("Holm Diallo Okafor Lind Berg Oslo Rome Paris Lagos Accra " * 4, id="names"),
        pytest.param("qzxv wkjh plmzx trwq vbnzx gfdxq hjkwz", id="garbage"),
    ],
)
def test_what_is_no_english_text_is_not_read(tokenizer: PieceTokenizer, body: str) -> None:
    assert lead_of(article(body), tokenizer, WINDOW) is None


@pytest.mark.parametrize("body", ["Floods close coastal road.", "FLOODS CLOSE COASTAL ROAD, SAYS MAYOR OKONKWO"])
def test_a_short_text_and_one_in_capitals_are_read(tokenizer: PieceTokenizer, body: str) -> None:
    assert lead_of(article(body), tokenizer, WINDOW) is not None


NOUNS = ("rain river boat stone bridge field horse train house garden " * 2).split()


@pytest.mark.parametrize(
    ("nouns", "stop_words", "read"),
    [(19, 0, True), (20, 0, False), (16, 3, True), (17, 3, False), (16, 4, True), (20, 4, False), (20, 5, True)],
)
def test_from_twenty_words_on_a_fifth_are_stop_words(
    tokenizer: PieceTokenizer, nouns: int, stop_words: int, read: bool
) -> None:
    body = " ".join([*NOUNS[:nouns], *["the"] * stop_words])
    assert (lead_of(article(body), tokenizer, WINDOW) is not None) is read
