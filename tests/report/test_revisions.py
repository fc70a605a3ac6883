"""Revisions as people read them: words that went and came, in their sentences."""

from crosswire.records.notice import Notice
from crosswire.records.revisions import RevisionLine, WordChange
from crosswire.records.span import Span, Text
from crosswire.report import revisions

OLD = Text.of("Twelve people died on <b>Tuesday</b>. It is *so*.")
NEW = Text.of("Nine people died on <b>Tuesday</b>. It is *so*. Correction: it was nine, not 12.")


def span(text: Text, words: str) -> Span:
    start = text.content.index(words)
    return Span.of(text, start, start + len(words))


def whole(words: str) -> Span:
    return span(Text.of(words), words)


def history(*, notice: bool) -> list[RevisionLine]:
    said = Notice(kind="correction", span=span(NEW, "Correction: it was nine, not 12."),
                  because="it says so", withdraws=(span(OLD, "Twelve"),))  # fmt: skip
    first = RevisionLine(id="revision-0", article="a", number=1, current=False, words=9,
                         seen_at="2031-05-08T10:00:00.000Z", completeness="complete",
                         headline=whole("Twelve dead"))  # fmt: skip
    change = WordChange(removed=span(OLD, "Twelve people died on <b>Tuesday</b>."),
                        added=span(NEW, "Nine people died on <b>Tuesday</b>."))  # fmt: skip
    words = WordChange(removed=span(OLD, "Twelve"), added=span(NEW, "Nine"))
    second = first.model_copy(update={
        "id": "revision-1", "number": 2, "current": True, "headline": whole("Nine dead"),
        "headline_changes": (words,), "changes": (words,), "statements": (change,),
        "figures": (words,), "notices": (said,) if notice else (), "words_added": 1,
        "words_removed": 1,
    })  # fmt: skip
    return [first, second]


def test_words_that_went_and_came_stand_in_their_sentence() -> None:
    shown = revisions.text(history(notice=True), styled=False)
    assert "[-Twelve-] {+Nine+} people died on <b>Tuesday</b>." in shown
    assert "[-Twelve-] {+Nine+} dead" in shown
    assert "Correction: it was nine, not 12." in shown
    assert "takes back “Twelve”" in shown
    assert revisions.SILENT not in shown


def test_a_change_without_a_notice_is_marked() -> None:
    for shown in (
        revisions.text(history(notice=False), styled=False),
        revisions.markdown(history(notice=False)),
        revisions.page(history(notice=False)),
    ):
        assert revisions.SILENT in shown
    first, second = map(revisions.line_of, history(notice=False))
    assert (first["silent"], second["silent"]) == (False, True)


def test_markdown_and_html_mark_both_and_obey_nothing() -> None:
    told = revisions.markdown(history(notice=True))
    assert "- ~~Twelve~~ **Nine** people died on" in told
    assert "*so*" not in told
    page = revisions.page(history(notice=True))
    assert "<del>Twelve</del> <ins>Nine</ins> people died on &lt;b&gt;Tuesday" in page


def test_colours_stand_in_for_the_brackets() -> None:
    shown = revisions.text(history(notice=True), styled=True)
    assert "[-" not in shown
    assert "\x1b[" in shown


def test_a_long_sentence_is_cut_to_what_is_near_the_change() -> None:
    words = " ".join(f"word{n}" for n in range(60))
    change = WordChange(
        removed=whole(f"{words} twelve {words}"), added=whole(f"{words} nine {words}")
    )
    said = "".join(words for words, _ in revisions.diff(change))
    assert "word48 word49" in said
    assert "word30" not in said
    assert " … " in said


def test_sentences_with_little_in_common_stand_one_after_the_other() -> None:
    change = WordChange(removed=whole("It rained all day."), added=whole("Nobody came to see him."))
    assert revisions.diff(change) == (
        ("It rained all day.", "gone"), (" ", "same"), ("Nobody came to see him.", "new"),
    )  # fmt: skip


def test_no_revision_is_said_in_words() -> None:
    assert revisions.text([], styled=False) == f"{revisions.EMPTY}\n"
    assert revisions.markdown([]) == f"{revisions.EMPTY}\n"
    assert revisions.EMPTY in revisions.page([])
