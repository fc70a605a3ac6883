import pytest

from crosswire.stages.compare.points.words import figure, load_rarity, scale, stem


@pytest.mark.parametrize(
    ("a", "b"),
    [("withdrawal", "withdrawals"), ("warning", "warned"), ("Orsova's", "Orsova"),
     ("co-operation", "cooperation"), ("stopped", "stop"), ("parties", "party")],
)  # fmt: skip
def test_forms_of_a_word_share_a_stem(a: str, b: str) -> None:
    assert stem(a) == stem(b)


@pytest.mark.parametrize(("a", "b"), [("press", "pres"), ("sing", "s"), ("united", "unite d")])
def test_short_words_keep_their_letters(a: str, b: str) -> None:
    assert stem(a) != b


@pytest.mark.parametrize(
    ("text", "value"),
    [("60", 60), ("1,200", 1200), ("twelve", 12), ("forty-two", 42), ("$3.5m", 3.5e6),
     ("2nd", 2), ("third", 3), ("60%", 60), ("ferry", None), ("", None), ("forty-ferry", None)],
)  # fmt: skip
def test_figures_in_digits_and_words(text: str, value: float | None) -> None:
    assert figure(text) == value


def test_scale_words() -> None:
    assert scale("million") == 1e6
    assert scale("m") is None


def test_a_rare_word_tells_more_than_a_common_one() -> None:
    rarity = load_rarity()
    assert rarity.of(stem("government")) < rarity.of(stem("harbour")) <= rarity.of("zzqx") <= 1.1
