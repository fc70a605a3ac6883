"""Markup and wording made to take a reader's time: what is looked at is bounded."""

import pytest

from crosswire.stages.clean.cues import furniture
from crosswire.stages.clean.state import written
from crosswire.stages.clean.writers import split_people


@pytest.mark.parametrize("sign", ["-", "(", "a, ", "By "])
def test_an_authors_field_is_read_so_far_and_no_further(sign: str) -> None:
    assert sum(map(len, split_people("Ida Holm, " + sign * 100_000))) <= 1_000
    assert "Ida Holm" in split_people("Ida Holm, Jo Marsh; " + sign * 100_000)


def test_a_line_that_is_no_wording_is_no_furniture() -> None:
    assert furniture("Read more", words=2, ends=False) == "related"
    assert furniture("." * 300_000, words=0, ends=True) is None


def test_a_script_without_an_end_holds_all_that_follows() -> None:
    source = "<p>Words</p><script>" + "let a = 1;<script>" * 3
    assert written(source).flat.startswith("leta=1;<script>leta")
    assert written(source).flat.count("leta=1;") == 3


@pytest.mark.parametrize("begin", ["Follow", "Subscribe to", "Share", "Home >", "More on", "About"])
@pytest.mark.parametrize(
    "words", ["FacebookTwitterYouTube", "w" * 60, "to the in on at ", "x, x. "]
)
def test_a_line_that_begins_like_a_wording_is_read_in_bounded_steps(begin: str, words: str) -> None:
    """One line of a page, "Follow Us FacebookTwitterYouTubeLinkedIn", took twenty seconds."""
    line = f"{begin} {words * 30}"[:1_900]
    assert furniture(line, words=12, ends=False) in (None, "share", "related", "contact")
