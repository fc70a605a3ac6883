from collections.abc import Callable, Sequence

from hypothesis import given
from hypothesis import strategies as st

from crosswire.records import Cut, Mode, Point, Reading, Tier, Utterance
from crosswire.stages.compare.cuts import cuts, word_diff

FULL = "“We will inspect every vessel on the strait, starting with the oldest ships,”"
WHO = "Ilse Marrow"


def cut_of(
    read: Callable[..., Reading], a: str, b: str, points: Sequence[Point] = ()
) -> tuple[Cut, ...]:
    one = read("a", f"{a} {WHO} said on Monday.", said=[(a, WHO)])
    other = read("b", f"{b} {WHO} said on Monday.", said=[(b, WHO)])
    said = [Utterance(article=r.article, quotation=q) for r in (one, other) for q in r.quotations]
    return cuts(said, points)


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


def test_one_article_is_not_set_against_itself(read: Callable[..., Reading]) -> None:
    reading = read(
        "a",
        f"{FULL} {WHO} said.\nAgain: “inspect every vessel on the strait”.",
        said=[(FULL, WHO), ("“inspect every vessel on the strait”", WHO)],
    )
    said = [Utterance(article="a", quotation=q) for q in reading.quotations]
    assert cuts(said, ()) == ()


def test_a_paraphrase_is_compared_only_when_a_sure_point_joins_the_two(
    read: Callable[..., Reading], point: Callable[..., Point]
) -> None:
    one = read("a", f"{FULL} {WHO} said.", said=[(FULL, WHO)])
    indirect = "the oldest ships would be looked at first"
    other = read("b", f"{WHO} said {indirect}.", said=[(indirect, WHO)])
    said = [Utterance(article=r.article, quotation=q) for r in (one, other) for q in r.quotations]
    assert said[1].quotation.mode is Mode.INDIRECT
    assert cuts(said, ()) == ()
    likely = point("utterance", (one, "We will inspect"), (other, indirect), tier=Tier.LIKELY)
    assert cuts(said, [likely]) == ()
    sure = point("utterance", (one, "We will inspect"), (other, indirect))
    assert [c.kept for c in cuts(said, [sure])] == ["paraphrased"]


words = st.lists(st.sampled_from(["we", "will", "ships", "quay", "old", "the"]), max_size=12)


@given(words, words)
def test_a_diff_gives_back_both_sides(a: list[str], b: list[str]) -> None:
    diff = word_diff(a, b)
    assert " ".join(t for k, t in diff if k != "only b").split() == a
    assert [w for k, t in diff if k != "only a" for w in t.split()] == b
