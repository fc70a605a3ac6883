"""What stands before a paraphrase that begins with its bare verb."""

from crosswire.records import (
    Annotation,
    Capture,
    Completeness,
    Mode,
    Quotation,
    Reading,
    Revision,
    Run,
    Span,
    Text,
    Token,
)
from crosswire.report.leads import lead_in

PLAN = "The plan, he said, has been dropped."
ASKED = "He asked would you vote again."


def reading(words: str, parsed: dict[str, tuple[str, str, str]]) -> Reading:
    """A sentence whose words are nouns of nothing but for these: (tag, dependency, head)."""
    text = Text.of(words)
    bounds, at = [], 0
    for word in words.replace(",", " ,").replace(".", " .").split():
        at = words.index(word, at)
        bounds.append((at, at + len(word), word))
        at += len(word)
    heads = {word: i for i, (_, _, word) in enumerate(bounds)}
    tokens = tuple(
        Token(
            start=start, end=end, text=word, lemma=word.lower(), pos="X",
            tag=parsed.get(word, ("NN", "", ""))[0], dep=parsed.get(word, ("NN", "dep", ""))[1],
            head=heads.get(parsed.get(word, ("", "", word))[2], i),
        )
        for i, (start, end, word) in enumerate(bounds)
    )  # fmt: skip
    return Reading(
        revision=Revision(
            article="a",
            capture=Capture(name="a", medium="line", content=text),
            body=text,
            runs=(Run(body=0, original=0, length=len(text)),),
            passages=(),
            completeness=Completeness(state="unknown", because="written by hand"),
        ),
        annotation=Annotation(
            tokens=tokens, sentences=(Span.of(text, 0, len(words)),), mentions=(), entities=(),
            times=(), model="by hand",
        ),
    )  # fmt: skip


def quoted(page: Reading, words: str, mode: Mode = Mode.INDIRECT) -> Quotation:
    start = page.revision.body.content.index(words)
    return Quotation(mode=mode, content=(Span.of(page.revision.body, start, start + len(words)),))


DROPPED = {"has": ("VBZ", "aux", "dropped"), "dropped": ("VBN", "ROOT", "dropped")}


def test_the_subject_before_the_cue_is_shown() -> None:
    page = reading(PLAN, DROPPED)
    assert lead_in(page, quoted(page, "has been dropped")) == "The plan, he said,"


def test_a_long_beginning_is_cut_at_a_word() -> None:
    page = reading(
        "Before the long and cold winter of the great northern harbour " * 2 + PLAN, DROPPED
    )
    shown = lead_in(page, quoted(page, "has been dropped"))
    assert shown.startswith("… ")
    assert shown.endswith("harbour The plan, he said,")


def test_nothing_is_shown_before_words_in_marks() -> None:
    page = reading(PLAN, DROPPED)
    assert lead_in(page, quoted(page, "has been", Mode.DIRECT)) == ""


def test_what_is_no_clause_is_shown_from_its_cue() -> None:
    page = reading("On Monday she urged the town to stay.", {})
    cue = Span.of(page.revision.body, 14, 19)
    said = quoted(page, "to stay").model_copy(update={"cue": (cue,)})
    assert lead_in(page, said) == "urged the town"


def test_a_clause_reads_alone() -> None:
    parsed = {"town": ("NN", "nsubj", "stays"), "stays": ("VBZ", "ccomp", "said")}
    page = reading("She said the town stays.", parsed)
    cue = Span.of(page.revision.body, 4, 8)
    said = quoted(page, "the town stays").model_copy(update={"cue": (cue,)})
    assert lead_in(page, said) == ""


def test_a_question_has_its_subject_after_the_verb() -> None:
    parsed = {"would": ("MD", "aux", "vote"), "you": ("PRP", "nsubj", "vote")}
    page = reading(ASKED, parsed)
    assert lead_in(page, quoted(page, "would you vote again")) == ""


def test_without_its_page_nothing_is_known() -> None:
    page = reading(PLAN, DROPPED)
    assert lead_in(None, quoted(page, "has been dropped")) == ""
