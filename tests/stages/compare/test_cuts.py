from collections.abc import Callable, Sequence

from hypothesis import given
from hypothesis import strategies as st

from crosswire.records import Cut, Mode, Point, Reading, Tier, Translation, Utterance
from crosswire.stages.compare.cuts import cuts, word_diff
from crosswire.stages.compare.speakers import pages_called, speakers

FULL = "“We will inspect every vessel on the strait, starting with the oldest ships,”"
WHO = "Ilse Marrow"


def cut_of(
    read: Callable[..., Reading], a: str, b: str, points: Sequence[Point] = ()
) -> tuple[Cut, ...]:
    one = read("a", f"{a} {WHO} said on Monday.", said=[(a, WHO)])
    other = read("b", f"{b} {WHO} said on Monday.", said=[(b, WHO)])
    said = [Utterance(article=r.article, quotation=q) for r in (one, other) for q in r.quotations]
    return cuts(said, points, {})


def test_a_shorter_form_within_a_longer_one(read: Callable[..., Reading]) -> None:
    (cut,) = cut_of(read, FULL, "“inspect every vessel on the strait”")
    assert (cut.a.article, cut.b.article, cut.kept) == ("b", "a", "shorter here")
    assert ("same", "inspect every vessel on the strait") in cut.diff


def test_the_same_words(read: Callable[..., Reading]) -> None:
    (cut,) = cut_of(read, FULL, FULL.replace("“", '"').replace("”", '"').replace(",", ""))
    assert cut.kept == "same words"


def test_words_changed_within_one_utterance(read: Callable[..., Reading]) -> None:
    (cut,) = cut_of(read, FULL, "“We shall inspect every vessel on the strait, oldest first,”")
    assert cut.kept == "reworded"


def test_two_sentences_about_one_matter_are_not_one_quotation(
    read: Callable[..., Reading],
) -> None:
    a = "“We know that the company has repaired some ships, but many old ships remain there,”"
    b = "“The company has mended a few ships but many old ships remain at the quay,”"
    assert cut_of(read, a, b) == ()


def test_a_set_phrase_is_not_enough(read: Callable[..., Reading]) -> None:
    a = "“The people of this island deserve safe boats and honest owners, and they will get both,”"
    b = "“Nobody asked the people of this island before the contract was signed last winter,”"
    assert cut_of(read, a, b) == ()


def test_single_words_are_not_compared(read: Callable[..., Reading]) -> None:
    assert cut_of(read, FULL, "“inspect”") == ()


def test_marks_of_a_cut_are_told(read: Callable[..., Reading]) -> None:
    (cut,) = cut_of(
        read, FULL, "“We will inspect every vessel... starting with the oldest [of the] ships,”"
    )
    assert cut.kept == "shorter here"
    assert "marks ... [of the]" in cut.because


def test_words_left_out_of_the_middle_without_a_mark_are_told(read: Callable[..., Reading]) -> None:
    (cut,) = cut_of(
        read, FULL, "“We will inspect every vessel on the strait with the oldest ships,”"
    )
    assert cut.kept == "shorter here"
    assert cut.because.endswith("words in between are not in b, which marks no cut")
    (end,) = cut_of(read, FULL, "“We will inspect every vessel on the strait,”")
    assert "marks no cut" not in end.because


def test_what_is_left_out_is_named_with_its_place(read: Callable[..., Reading]) -> None:
    (cut,) = cut_of(
        read, FULL, "“We will inspect every vessel on the strait with the oldest ships,”"
    )
    assert [(x.side, x.span.exact, x.where, x.mark) for x in cut.left_out] == [
        ("a", "starting", "inside", "")
    ]
    (cut,) = cut_of(read, FULL, "“We will inspect … the strait, starting with the oldest ships,”")
    assert [(x.span.exact, x.where, x.mark) for x in cut.left_out] == [
        ("every vessel on", "inside", "…")
    ]
    assert "marks no cut" not in cut.because
    (cut,) = cut_of(read, FULL, "“We will inspect every vessel on the strait,”")
    assert [(x.span.exact, x.where) for x in cut.left_out] == [
        ("starting with the oldest ships", "after")
    ]


def test_an_unmarked_cut_of_the_fuller_form_is_named_too(read: Callable[..., Reading]) -> None:
    other = (
        "“We will inspect every single vessel on the strait, starting with the oldest ships and "
        "the ferries of the islands,”"
    )
    (cut,) = cut_of(read, FULL, other)
    assert (cut.a.article, cut.b.article, cut.kept) == ("a", "b", "shorter here")
    assert "words in between are not in a, which marks no cut" in cut.because


def test_a_small_word_is_no_cut_worth_a_mark(read: Callable[..., Reading]) -> None:
    other = FULL.replace("every vessel", "every vessel that sails").replace(
        ", starting", ", and starting"
    )
    (cut,) = cut_of(read, FULL.replace("every vessel", "every vessel that sails"), other)
    assert cut.kept == "shorter here"
    assert "marks no cut" not in cut.because


def test_bracketed_words_are_the_outlets_own(read: Callable[..., Reading]) -> None:
    (cut,) = cut_of(
        read,
        FULL,
        "“We will inspect every vessel on the strait, starting with the oldest [ferries],”",
    )
    assert cut.kept == "shorter here"
    assert [(side, span.exact) for side, span in cut.bracketed] == [("a", "[ferries]")]
    (cut,) = cut_of(
        read,
        FULL,
        "“[W]e will inspect every vessel on the strait, starting with the oldest ships,”",
    )
    assert cut.kept == "same words"


def test_style_is_no_rewording(read: Callable[..., Reading]) -> None:
    one = "“The labour programme will cost the crews of the harbour 30 million crowns,”"
    other = "“The labor program will cost the crews of the harbor thirty million crowns,”"
    (cut,) = cut_of(read, one, other)
    assert cut.kept == "same words"


def test_each_goes_on_where_the_other_stops(read: Callable[..., Reading]) -> None:
    one = "“It was a long night. We will inspect every vessel on the strait,”"
    other = "“We will inspect every vessel on the strait, and nobody will be spared,”"
    (cut,) = cut_of(read, one, other)
    assert cut.kept == "overlapping"


def test_pieces_quoted_apart_are_not_run_together(read: Callable[..., Reading]) -> None:
    pieces = "a “night of terror”, and “every vessel on the strait will be inspected before May”"
    whole = (
        "“We stand here with the crews. Every vessel on the strait will be inspected before May,”"
    )
    one = read("a", f"{WHO} called it {pieces}.", said=[(pieces, WHO)])
    mixed = one.quotations[0].model_copy(update={"mode": Mode.MIXED})
    one = one.model_copy(update={"quotations": (mixed,)})
    other = read("b", f"{whole} {WHO} said.", said=[(whole, WHO)])
    said = [Utterance(article=r.article, quotation=q) for r in (one, other) for q in r.quotations]
    (cut,) = cuts(said, (), {})
    assert cut.kept == "overlapping"
    assert ("same", "every vessel on the strait will be inspected before May") in cut.diff


def test_two_sentences_with_one_opening_are_two_utterances(read: Callable[..., Reading]) -> None:
    a = "“We will not accept any change to the tariff,”"
    b = "“We will not accept any delay to the bridge,”"
    assert cut_of(read, a, b) == ()


def test_translations_differ_and_nothing_is_altered(
    read: Callable[..., Reading], point: Callable[..., Point]
) -> None:
    a = "“The ships are old and nobody looked after them for years,”"
    b = "“These vessels are ancient, and for years no one took care of them,”"
    one, other = (read(n, f"{w} {WHO} said.", said=[(w, WHO)]) for n, w in (("a", a), ("b", b)))
    told = Translation(language="Danish", span=one.annotation.sentences[0])
    said = [
        Utterance(article="a", quotation=one.quotations[0], translated=told),
        Utterance(article="b", quotation=other.quotations[0]),
    ]
    same = point("utterance", (one, "The ships are old"), (other, "These vessels are ancient"))
    (cut,) = cuts(said, [same], {})
    assert cut.kept == "translated"
    assert "says it was said in Danish" in cut.because
    assert cuts(said, (), {}) == ()
    untold = [said[0].model_copy(update={"translated": None}), said[1]]
    assert cuts(untold, [same], {}) == ()


def test_a_translation_that_differs_in_a_word_is_not_reworded(read: Callable[..., Reading]) -> None:
    b = "“We shall inspect every vessel on the strait, starting with the oldest ships,”"
    one, other = (read(n, f"{w} {WHO} said.", said=[(w, WHO)]) for n, w in (("a", FULL), ("b", b)))
    told = Translation(translator="an interpreter", span=other.annotation.sentences[0])
    said = [
        Utterance(article="a", quotation=one.quotations[0]),
        Utterance(article="b", quotation=other.quotations[0], translated=told),
    ]
    assert [c.kept for c in cuts(said, (), {})] == ["translated"]


def test_one_article_is_not_set_against_itself(read: Callable[..., Reading]) -> None:
    reading = read(
        "a",
        f"{FULL} {WHO} said.\nAgain: “inspect every vessel on the strait”.",
        said=[(FULL, WHO), ("“inspect every vessel on the strait”", WHO)],
    )
    said = [Utterance(article="a", quotation=q) for q in reading.quotations]
    assert cuts(said, (), {}) == ()


def test_a_paraphrase_is_compared_only_when_a_sure_point_joins_the_two(
    read: Callable[..., Reading], point: Callable[..., Point]
) -> None:
    one = read("a", f"{FULL} {WHO} said.", said=[(FULL, WHO)])
    indirect = "the oldest ships would be looked at first"
    other = read("b", f"{WHO} said {indirect}.", said=[(indirect, WHO)])
    said = [Utterance(article=r.article, quotation=q) for r in (one, other) for q in r.quotations]
    assert said[1].quotation.mode is Mode.INDIRECT
    assert cuts(said, (), {}) == ()
    likely = point("utterance", (one, "We will inspect"), (other, indirect), tier=Tier.LIKELY)
    assert cuts(said, [likely], {}) == ()
    sure = point("utterance", (one, "We will inspect"), (other, indirect))
    assert [c.kept for c in cuts(said, [sure], {})] == ["paraphrased"]


words = st.lists(st.sampled_from(["we", "will", "ships", "quay", "old", "the"]), max_size=12)


@given(words, words)
def test_a_diff_gives_back_both_sides(a: list[str], b: list[str]) -> None:
    diff = word_diff(a, b)
    assert " ".join(t for k, t in diff if k != "only b").split() == a
    assert [w for k, t in diff if k != "only a" for w in t.split()] == b


def test_pages_go_by_their_outlets_and_by_headlines_where_an_outlet_has_several(
    read: Callable[..., Reading],
) -> None:
    pages = [
        read("a.html", FULL, outlet="Corran Wire"),
        read("b.html", FULL, outlet="Vellamy Sentry", headline="Ships to be inspected"),
        read("c.html", FULL, outlet="Vellamy Sentry", headline="Marrow speaks"),
        read("d.html", FULL, headline="A page of nobody"),
        read("e.html", FULL),
    ]
    assert list(pages_called(pages).values()) == [
        "Corran Wire",
        "Vellamy Sentry (“Ships to be inspected”)",
        "Vellamy Sentry (“Marrow speaks”)",
        "“A page of nobody”",
        "e.html",
    ]


def test_a_cut_speaks_of_outlets(read: Callable[..., Reading]) -> None:
    short = "“We will inspect every vessel... starting with the oldest [of the] ships,”"
    pages = [
        read("a.html", f"{FULL} {WHO} said.", said=[(FULL, WHO)], outlet="Corran Wire"),
        read("b.html", f"{short} {WHO} said.", said=[(short, WHO)], outlet="Vellamy Sentry"),
    ]
    (speaker,) = speakers(pages, (), {}, ())
    (cut,) = speaker.cuts
    assert "Vellamy Sentry marks ... [of the]" in cut.because
    assert ".html" not in cut.because
