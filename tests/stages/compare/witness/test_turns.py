"""Turns, told by the labels of transcripts of many makes; documents have none."""

import pytest

from crosswire.records import Witness
from tests.stages.compare.witness.conftest import witness


def turns(text: str) -> list[tuple[str | None, bool, str]]:
    return [(t.speaker, t.asks, t.words.exact) for t in witness(text).turns]


@pytest.mark.parametrize(
    "text",
    [
        "MS MARROW: Good evening.\nQ: Is it safe?\nMS MARROW: It is.",
        "Ms Marrow: Good evening.\n\nQuestion: Is it safe?\n\nMs Marrow: It is.",
        "**Ms Marrow:** Good evening.\n**Reporter:** Is it safe?\n**Ms Marrow:** It is.",
        "[00:00:12] Ms Marrow: Good evening.\n[00:00:15] Q: Is it safe?\n[00:00:19] Ms Marrow: It is.",
        "Ms Marrow (00:12):\nGood evening.\n\nQ (00:15):\nIs it safe?\n\nMs Marrow (00:19):\nIt is.",
        ">> MS MARROW: Good evening.\n>> REPORTER: Is it safe?\n>> MS MARROW: It is.",
        "MS MARROW: Good evening.\n\nQ  Is it safe?\n\nMS MARROW: It is.",
        "Ms Marrow  00:12\nGood evening.\nReporter  00:15\nIs it safe?\nMs Marrow  00:19\nIt is.",
    ],
)
def test_labels_of_many_makes(text: str) -> None:
    found = turns(text)
    assert [(s.upper() if s else None, asks) for s, asks, _ in found] == [
        ("MS MARROW", False), (None, True), ("MS MARROW", False),
    ]  # fmt: skip
    assert [words for *_, words in found] == ["Good evening.", "Is it safe?", "It is."]
    assert witness(text).kind == "transcript"


def test_what_stands_before_the_first_label_is_nobodys() -> None:
    found = turns("Briefing in Corran\n\nMR VENN: Well.\nQ: Well?\nMR VENN: Well!")
    assert found[0] == (None, False, "Briefing in Corran")


def test_an_answer_of_one_figure_is_a_turn() -> None:
    assert turns("Q: How many?\nMR VENN: 7.\nQ: Seven?\nMR VENN: 7!")[1] == ("MR VENN", False, "7.")


def test_paragraphs_without_a_label_go_on() -> None:
    found = turns("MR VENN: One.\n\nTwo. Note: three.\n\nQ: Four?\n\nMR VENN: Five.")
    assert found[0][2] == "One.\n\nTwo. Note: three."


@pytest.mark.parametrize(
    "text",
    [
        "We will inspect every ship. The strait is closed.",
        "Statement by the Harbour Board\n\nBackground: the ferry ran aground.\n\nContact: the press office.",
        "DATE: 14 October\nLOCATION: Corran\n\nThe board met and decided this: nothing.",
        "A ship came in.\nA boat went out.\nA crew slept.",
    ],
)
def test_a_document_has_one_voice(text: str) -> None:
    found = witness(text)
    assert found.kind == "document"
    assert len(found.turns) == 1
    assert found.turns[0].words.exact == text.strip()


@pytest.mark.parametrize(
    ("text", "voice", "title"),
    [
        ("Statement by Ilse Marrow on the ferry\n\nWe regret it.", "Ilse Marrow",
         "Statement by Ilse Marrow on the ferry"),
        ("Joint statement of the Harbour Board\n\nWe regret it.", "the Harbour Board",
         "Joint statement of the Harbour Board"),
        ("# Ferry aground\n\nIssued by the Port of Corran\n\nWe regret it.", "the Port of Corran",
         "Ferry aground"),
        ("We regret it, and we will say more.", None, None),
    ],
)  # fmt: skip
def test_who_issued_a_document(text: str, voice: str | None, title: str | None) -> None:
    found = witness(text)
    assert found.turns[0].speaker == voice
    assert (found.title.exact if found.title else None) == title


def test_an_interpreter_is_seen() -> None:
    found = witness("MS MARROW (through interpreter): Yes.\nQ: No?\nMS MARROW: (in Danish) Yes.")
    assert [bool(t.interpreted) for t in found.turns] == [True, False, True]


def every_span(found: Witness) -> list[str]:
    spans = [s for t in found.turns for s in (t.label, t.words, t.interpreted) if s]
    for span in spans:
        span.check(found.text)
    return [s.exact for s in spans]


def test_spans_re_read_in_html_and_nothing_visible_is_lost() -> None:
    page = (
        "<html><head><title>x</title><script>var a;</script></head><body><nav>Home</nav>"
        "<h1>Briefing</h1><p><b>MS MARROW:</b> Good <i>evening</i>.</p><p>Q: Why?</p>"
        "<div class='related'><p>MS MARROW: Because.</p></div></body></html>"
    )
    found = witness(page, medium="html")
    assert "Because." in every_span(found)
    assert "var a" not in found.text.content
    assert [t.speaker for t in found.turns if t.label] == ["MS MARROW", None, "MS MARROW"]


def test_subtitles() -> None:
    found = witness(
        "1\n00:00:01,000 --> 00:00:03,500\nMS MARROW: Nobody is\n\n2\n00:00:03,600 --> 00:00:05,000\n"
        "missing.\n\n3\n00:00:06,000 --> 00:00:08,000\nQ: Nobody?\n"
    )
    from crosswire.stages.compare.witness.lexing import speech_of

    assert " ".join(speech_of(found).forms[:3]) == "nobody is missing"
