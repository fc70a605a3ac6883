"""Why an article lies in a story, or does not, in words."""

from collections.abc import Iterator, Sequence

from crosswire.records.explanation import Explanation, Named
from crosswire.records.story import Evidence
from crosswire.report.contract import Line
from crosswire.report.listed import seen, short
from crosswire.report.markdown import plain
from crosswire.report.words import one_line

CAME = {
    "founded": "it founded the story: no story that was awake came near enough",
    "joined": "it joined as it came",
    "copy": "its text is that of another article of the story, whole or cut",
    "merged": "its story was found to be one with this one, and merged into it",
    "split": "it was found to tell another story than those it lay with, and set apart",
    "reassigned": "it was found to belong here rather than where it lay",
    "judged": "a person put it there",
}
LEAST = 0.05
"""What adds less is left out for people; JSON has it."""
WEIGHED = (
    "Measured against the nearest article of the story; the figure is what each adds to the "
    "log-odds that both tell one story."
)


def text(found: Explanation) -> str:
    """For a terminal."""
    return "\n".join(_lines(found)) + "\n"


def markdown(found: Explanation) -> str:
    """For notes."""
    rows = [
        f"- {plain(row.strip())}" if row.startswith("  ") else f"\n{plain(row)}\n"
        for row in _lines(found)
    ]
    return "\n".join(rows).replace("\n\n\n", "\n\n").strip() + "\n"


def line(found: Explanation) -> Line:
    """As a JSON object."""
    return {
        "article": found.article.article,
        "story": found.story,
        "inside": found.inside,
        **found.model_dump(mode="json", exclude={"article", "story", "reasons"}),
        "for": [e.model_dump() for e in found.speaking_for],
        "against": [e.model_dump() for e in found.speaking_against],
        "words": text(found),
    }


def _lines(found: Explanation) -> Iterator[str]:
    yield f"Article {short(found.article.article)}: {_named(found.article)}"
    about = f": {_named(found.about)}" if found.about else ""
    yield f"Story {short(found.story)}{about}"
    yield _standing(found)
    for judgement in found.judgements:
        yield _judged(found, judgement.a, judgement.b, judgement.decision, judgement.made_by)
    if not found.reasons:
        yield "There is no other article in the story to weigh it against."
    yield from _reasons("For one story:", found.speaking_for)
    yield from _reasons("Against it:", found.speaking_against)
    if found.reasons:
        yield WEIGHED
    if found.instead is not None:
        chance = f"{found.instead_probability or 0:.2f}"
        yield f"The likeliest other story is {short(found.instead)}, with a chance of {chance}."


def _standing(found: Explanation) -> str:
    """Whether it lies there, and how it came there."""
    if found.lies is None:
        return "It lies in no story."
    how = CAME.get(found.how or "", found.how or "")
    when = f" ({found.made_by}, {seen(found.made_at)})" if found.made_at else ""
    chance = f"; its chance to belong there was {found.probability:.2f}"
    chance = chance if found.how in ("joined", "merged", "reassigned", "split") else ""
    touches = ", and only touches it" if found.role == "attached" else ""
    if found.inside:
        return f"It lies in this story{touches}: {how}{chance}{when}."
    return (
        f"It does not lie in this story, but in {short(found.lies)}{touches}: {how}{chance}{when}."
    )


def _judged(found: Explanation, a: str, b: str, decision: str, by: str) -> str:
    other = b if a == found.article.article else a
    told = "one story" if decision == "same" else "two stories"
    return f"{one_line(by)} judged that it and {short(other)} tell {told}."


def _reasons(heading: str, reasons: Sequence[Evidence]) -> Iterator[str]:
    told = [e for e in reasons if abs(e.weight) >= LEAST]
    if told:
        yield heading
        yield from (f"  {e.weight:+.2f}  {one_line(e.words)}" for e in told)


def _named(named: Named) -> str:
    headline = one_line(named.headline) or "no headline"
    return f"{headline} ({one_line(named.outlet or 'outlet not stated')})"
