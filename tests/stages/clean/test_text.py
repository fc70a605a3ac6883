from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosswire.errors import InputError
from crosswire.records.article import PassageKind, Revision, Voice
from tests.stages.clean.pages import BOX, DOCKERS, clean, place, reasons, said, texts


def check_map(revision: Revision) -> None:
    content = revision.capture.content.content
    for run in revision.runs:
        there = content[run.original : run.original + run.length]
        assert there == revision.body.content[run.body : run.body + run.length]
    for passage in revision.passages:
        passage.span.check(revision.body)
        if passage.byline:
            passage.byline.check(revision.body)
    for removed in revision.removed:
        removed.span.check(revision.capture.content)
    for found in (revision.headline, revision.standfirst, revision.published, *revision.authors):
        if found and found.span:
            found.span.check(revision.capture.content)


def test_the_head_is_found_with_its_places() -> None:
    page = clean(DOCKERS)
    assert said(page.headline).value == "Dockers in Port Selby vote to strike over night shifts"
    assert said(page.standfirst).value.startswith("Union says 'no choice'")
    assert [a.value for a in page.authors] == ["Marta Delling"]
    assert said(page.published).value == "2024-03-14T18:05+00:00"
    assert place(page.published).exact == "14 Mar 2024 18.05 GMT"
    assert said(page.outlet).value == "The Selby Observer"
    assert said(page.outlet).source == "inferred"
    assert page.language == "en"
    check_map(page)


def test_the_body_holds_every_paragraph_and_nothing_of_the_head() -> None:
    page = clean(DOCKERS)
    body = page.body.content
    assert len(texts(page, "paragraph")) == 6
    assert body.endswith('she was "hopeful".')
    assert texts(page, "subhead") == ["Talks collapsed"]
    assert texts(page, "caption") == [
        "Cranes stand idle at the eastern terminal. Photograph: Owen Brask/PA"
    ]
    for words in ("Marta Delling", "18.05", "vote to strike over", "Advertisement", "comments"):
        assert words not in body


def test_removed_lines_have_countable_reasons() -> None:
    removed = reasons(clean(DOCKERS))
    assert removed["23 comments"] == "comments"
    assert removed["Advertisement"] == "advert"
    assert removed["Share"] == "share"
    assert removed["Sign up to our daily newsletter"] == "newsletter"
    assert removed["12 Mar 2024"] == "related"
    assert removed["Union opens strike ballot at eastern terminal"] == "related"
    assert removed["© 2024 The Selby Observer. All rights reserved."] == "legal"
    assert all(" " not in r or len(r) <= 16 for r in removed.values())


def test_every_line_of_the_page_is_accounted_for() -> None:
    page = clean(DOCKERS)
    kept = {p.span.exact for p in page.passages} | set(reasons(page))
    found = {
        place(f).exact for f in (page.headline, page.standfirst, page.published, *page.authors)
    }
    for line in DOCKERS.split("\n"):
        words = line.strip()
        assert not words or words in kept or any(f in words for f in found) or "modified" in words


def test_dates_of_related_items_are_not_the_pages_own() -> None:
    page = clean(BOX)
    assert page.published is None
    assert reasons(page)["- Published5 February 2021"] == "related"
    assert reasons(page)["- Published"] == "timestamp"


def test_a_box_is_analysis_with_its_own_byline_and_says_where_it_ends() -> None:
    page = clean(BOX)
    assert page.authors == ()
    analysis = [p for p in page.passages if p.voice is Voice.ANALYSIS]
    assert analysis[0].span.exact == "A line of many promises"
    assert analysis[-1].span.exact.startswith("The difficulty will be the mountains")
    assert {p.byline.exact for p in analysis if p.byline} == {
        "By Peder Holt, NBC Norland correspondent"
    }
    assert analysis[1].kind is PassageKind.BYLINE
    assert "does not mark where the box ends" in analysis[2].because
    after = next(p for p in page.passages if p.span.exact.startswith("Ms Okoye told"))
    assert after.voice is Voice.NEWS
    assert "end the page does not mark" in after.because
    assert said(page.outlet).value == "NBC"
    check_map(page)


def test_subheads_stay_in_the_body_as_such() -> None:
    assert texts(clean(BOX), "subhead") == ["A line of many promises", "What happens next?"]


def test_an_opinion_label_over_the_headline_gives_the_voice() -> None:
    page = clean(
        "Opinion\nThe bridge that nobody wanted\nRosa Lindqvist\n"
        "For twenty years, every mayor of this city has promised a bridge that nobody wanted.\n"
        "I walked across the old one last week with an engineer who has spent his life on it.\n"
        "What we need is buses, and what we will get is concrete and another promise.\n"
    )
    assert said(page.headline).value == "The bridge that nobody wanted"
    assert [a.value for a in page.authors] == ["Rosa Lindqvist"]
    assert {p.voice for p in page.passages} == {Voice.OPINION}
    assert "labelled" in page.passages[0].because


def test_hard_wrapped_text_is_read_by_paragraphs() -> None:
    page = clean(
        "The council of Brackwater approved a plan on Tuesday to close two schools\n"
        "by 2026 because of falling numbers of children in the older parts of town,\n"
        "despite a petition signed by nine thousand residents over the past month.\n\n"
        "Parents said they would challenge the decision in court before the summer\n"
        "holidays begin, and that they had found a lawyer who would work for free,\n"
        "as well as a retired judge who offered to look over the council's papers.\n\n"
        "The council leader, Colin Marsh, said that the decision had been hard, but\n"
        "that half of the desks in both of the schools had been empty for two years\n"
        "and that the money would be spent on the schools which were to stay open.\n"
    )
    assert len(page.passages) == 3
    assert page.passages[0].span.exact.endswith("over the past month.")
    check_map(page)


@pytest.mark.parametrize(
    ("content", "state"),
    [
        ("half of the desks in both schools had been empty...", "cut"),
        ("half of the desks in both schools had been empty [+1234 chars]", "cut"),
        ("half of the desks in both schools had been empty for two years and", "cut"),
        ("half of the desks in both schools had been empty.", "unknown"),
        ("half of the desks had been empty.\nSubscribe to continue reading", "cut"),
        ("half of the desks had been empty.\n14 comments\nShare", "complete"),
    ],
)
def test_completeness_is_judged_from_the_end(content: str, state: str) -> None:
    page = clean(
        "The council of Brackwater approved a plan on Tuesday to close two of its schools.\n"
        "Parents said that they would challenge the decision before the summer holidays.\n"
        f"The council leader said on Wednesday that {content}"
    )
    assert page.completeness.state == state
    assert page.completeness.because


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("", "empty"),
        (" \n\t ", "empty"),
        ("\x00\x01\x02PNG\x00 data", "binary"),
        ("\ufffd\ufffd\ufffd words here", "binary"),
        ("a" * 5000, "no-spaces"),
        ("word " * 200_001, "too-large"),
        ("News\nSport\nOpinion\nWeather\nMost read\n", "no-article"),
    ],
)
def test_refusals_say_what_came_and_what_to_do(content: str, kind: str) -> None:
    with pytest.raises(InputError) as refused:
        clean(content)
    assert refused.value.kind == kind
    assert "\n" not in str(refused.value)
    assert ";" in str(refused.value) or ":" in str(refused.value)


def test_another_language_is_read_and_named() -> None:
    text = (
        "Der Stadtrat von Brackwasser hat am Dienstag beschlossen, zwei Schulen zu schließen.\n"
        "Die Eltern wollen vor Gericht ziehen, sagte ihre Sprecherin am Mittwoch der Zeitung.\n"
        "Der Bürgermeister erklärte, die Hälfte der Plätze sei seit zwei Jahren leer gewesen."
    )
    assert clean(text).language == "de"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "de",
            "Der Bürgermeister von Selbitz ist am Dienstag zurückgetreten, nachdem eine Prüfung Zahlungen "
            "an eine Firma seines Bruders gefunden hatte. Seine Stellvertreterin führt die Stadt bis Juni.",
        ),
        (
            "fr",
            "Le maire de Brackeaux a démissionné mardi après la découverte de paiements à une entreprise "
            "de son frère. Son adjointe dirigera la ville jusqu’au vote du 20 juin.",
        ),
        ("zh", "市长周二辞职，此前审计发现向其兄弟的公司支付了二百一十万元。副市长将领导该市直到六月二十日的选举。"),
        ("th", "นายกเทศมนตรีลาออกเมื่อวันอังคารหลังจากการตรวจสอบพบการจ่ายเงินให้กับบริษัทของพี่ชาย รองนายกเทศมนตรีจะบริหารเมืองจนถึงการเลือกตั้งในวันที่ 20 มิถุนายน"),
        ("en", "The mayor of Brackwater has resigned after an audit found payments to her brother, "
               "and the council will now choose another for the rest of the year."),
    ],
)  # fmt: skip
def test_one_paragraph_alone_is_a_text_and_its_language_is_named(language: str, text: str) -> None:
    found = clean(text)
    assert (found.body.content, found.language) == (text, language)


def test_a_long_text_of_a_script_without_spaces_is_no_binary_file() -> None:
    line = "市长周二辞职，此前审计发现向其兄弟的公司支付了二百一十万元。" * 40
    found = clean("\n".join(["市长辞职", line, line[:600]]))
    assert found.language == "zh"
    assert line in found.body.content


def test_a_list_of_sections_in_another_language_is_no_article() -> None:
    with pytest.raises(InputError):
        clean(
            "Nachrichten aus der Region\nSport und Freizeit\nWetter für morgen\nAnzeigen und Abo\n"
        )


def test_what_the_sender_states_wins() -> None:
    page = clean(DOCKERS, outlet="Selby Radio", published="2024-03-13")
    assert (said(page.outlet).value, said(page.outlet).source) == ("Selby Radio", "given")
    assert (said(page.published).value, said(page.published).source) == ("2024-03-13", "given")


def test_a_million_words_of_lines_are_refused_not_read_for_hours() -> None:
    with pytest.raises(InputError):
        clean("A sentence that says something about the town.\n" * 400_000)


LINES = st.sampled_from(
    [
        *DOCKERS.split("\n"),
        *BOX.split("\n"),
        "Read more",
        "•",
        "__",
        "Smörgås 🙂 said no.",
        "\u2028",
    ]
)


@given(st.lists(LINES, max_size=30), st.sampled_from(["\n", "\r\n", "\n\n", "\n \xa0\n"]))
@settings(max_examples=60, deadline=None)
def test_the_map_back_holds_for_any_mixture_of_lines(lines: list[str], gap: str) -> None:
    try:
        page = clean(gap.join(lines))
    except InputError:
        return
    check_map(page)
    spans = sorted((p.span.start, p.span.end) for p in page.passages)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
