"""What stands around different words of a speaker."""

from collections.abc import Callable

import pytest

from crosswire.records import Point, Reading, Tier
from crosswire.stages.compare.around import REASON, eased

ROTTEN = "“He is a rotten captain,” Marrow said as she left the harbour for the coast."
RUSTY = "As she left the harbour for the coast, Marrow told reporters: “The hull is rusty.”"
NOTHING_NEW = "Marrow left the harbour for the coast."


@pytest.mark.parametrize(
    ("one", "said", "other", "also", "tier"),
    [
        (ROTTEN, ["“He is a rotten captain,”"], RUSTY, ["“The hull is rusty.”"], Tier.LIKELY),
        (ROTTEN, ["“He is a rotten captain,”"], NOTHING_NEW, [], Tier.SURE),
        (ROTTEN, ["“He is a rotten captain,”"], "Marrow: “A rotten man he is.”", ["“A rotten man he is.”"], Tier.SURE),
    ],
)  # fmt: skip
def test_pages_that_quote_other_words_do_not_surely_tell_the_same(
    read: Callable[..., Reading], point: Callable[..., Point],
    one: str, said: list[str], other: str, also: list[str], tier: Tier,
) -> None:  # fmt: skip
    a = read("a", one, outlet="Corran Wire", said=[(w, "Marrow") for w in said])
    b = read("b", other, outlet="Sarn Post", said=[(w, "Marrow") for w in also])
    given = point("event", (a, one), (b, other))
    (found,) = eased([given], [a, b])
    assert found.tier is tier
    assert (REASON in found.reasons) is (tier is Tier.LIKELY)
