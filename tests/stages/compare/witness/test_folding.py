import pytest

from crosswire.stages.compare.witness.folding import WORD, fold, same_style


def read(text: str) -> list[str]:
    return WORD.findall(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("colour", "color"), ("organisation", "organization"), ("travelled", "traveled"),
        ("defence", "defense"), ("theatre", "theater"), ("analysed", "analyzed"),
        ("programme", "program"), ("cheque", "check"), ("neighbourhood", "neighborhood"),
        ("Müller", "Muller"), ("don’t", "don't"), ("U.S", "US"),
    ],
)  # fmt: skip
def test_spellings_of_one_word(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("four", "for"), ("filled", "filed"), ("hour", "hor"), ("your", "yor"), ("tour", "tor"),
        ("killed", "kiled"), ("wise", "wize"), ("rose", "roze"), ("here", "her"), ("three", "threr"),
        ("accept", "except"), ("million", "billion"),
    ],
)  # fmt: skip
def test_words_that_only_look_alike(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@pytest.mark.parametrize(
    ("one", "other", "because"),
    [
        ("14", "fourteen", "figures in words"),
        ("$5 million", "five million dollars", "figures in words"),
        ("1,200", "one thousand two hundred", "figures in words"),
        ("20%", "twenty per cent", "figures in words"),
        ("a hundred", "100", "figures in words"),
        ("co-operation", "cooperation", "spelling"),
        ("health care", "healthcare", "spelling"),
        ("A.G.'s", "AG's", "spelling"),
        ("Gov.", "Governor", "spelling"),
        ("we’re", "we are", "contraction"),
        ("cannot", "can not", "spelling"),
        ("can't", "cannot", "contraction"),
        ("he'd gone", "he had gone", "contraction"),
        ("going to", "gonna", "contraction"),
        ("the US", "the United States", "contraction"),
    ],
)
def test_one_word_in_two_styles(one: str, other: str, because: str) -> None:
    assert same_style(read(one), read(other)) == because
    assert same_style(read(other), read(one)) == because


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("14", "17"), ("fourteen", "forty"), ("5 million", "5 billion"), ("$5", "£5"), ("20%", "20"),
        ("will", "won't"), ("can", "can't"), ("he'd gone", "he has gone"), ("", "not"), ("5", "five men"),
    ],
)  # fmt: skip
def test_other_words(one: str, other: str) -> None:
    assert same_style(read(one), read(other)) is None
