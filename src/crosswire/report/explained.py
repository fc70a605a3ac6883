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
WEIGHED = (
    "The figure is what each adds to the log-odds that both tell one story, weighed now; "
    "“decided” outweighs all figures."
)
_RULED = frozenset(("copy", "bounds", "issues"))
_PERSON = "word of a person"


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
        "rest": round(found.rest, 4),
        "for": [e.model_dump() for e in found.speaking_for],
        "against": [e.model_dump() for e in found.speaking_against],
        "words": text(found),
    }


def _lines(found: Explanation) -> Iterator[str]:
    yield f"Article {short(found.article.article)}: {_named(found.article)}"
    about = f": {_named(found.about)}" if found.about else ""
    yield f"Story {short(found.story)}{about}"
    yield from _judged(found)
    yield _standing(found)
    yield from _kind(found)
    yield from _measured(found)
    if found.instead is not None:
        about = f", {_named(found.instead_about)}" if found.instead_about else ""
        chance = f"{found.instead_probability or 0:.2f}"
        yield f"The likeliest other story: {short(found.instead)}{about}, with a chance of {chance}."


def _kind(found: Explanation) -> Iterator[str]:
    """What the article is, where it is no telling of its own."""
    if found.copy_of is not None:
        share = f"{found.copied or 0:.0%} of its words stand there word for word"
        apart = f", {one_line(found.apart)}" if found.copy_of == found.nearest else ""
        copied = f"{short(found.copy_of.article)}, {_named(found.copy_of)}{apart}"
        yield f"It is a copy of {copied}: {share}."
    if found.touches is not None:
        yield f"It is {one_line(found.touches)}; such a page only touches stories and moves none."


def _measured(found: Explanation) -> Iterator[str]:
    """The other article, and what speaks for and against."""
    if found.nearest is None:
        yield "There is no other article in the story to weigh it against."
        return
    if found.nearest == found.copy_of:
        yield "A copy is not weighed: it follows the article whose text it is."
        return
    apart = f", {one_line(found.apart)}" if found.apart else ""
    yield (
        f"“This” below is the article, “that” is {short(found.nearest.article)}, "
        f"{_named(found.nearest)}{apart}: it was measured against the nearest of the story."
    )
    yield from _reasons("For one story:", found.speaking_for)
    yield from _reasons("Against it:", found.speaking_against)
    weighed = [e for e in found.reasons if e.feature not in _RULED and e.feature != _PERSON]
    if weighed:
        total = sum(e.weight for e in weighed)
        yield f"All else that was measured adds {found.rest:+.2f}; all together {total:+.2f}."
        yield WEIGHED
    else:
        yield "A copy is not weighed."


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


def _judged(found: Explanation) -> Iterator[str]:
    """What people said, which nothing weighed overrules."""
    for judgement, other in zip(found.judgements, found.judged_with, strict=True):
        told = "one story" if judgement.decision == "same" else "two stories"
        because = f": {one_line(judgement.because)}" if judgement.because else ""
        yield (
            f"{one_line(judgement.made_by)} judged that it and {short(other.article)}, "
            f"{_named(other)}, tell {told}{because} ({seen(judgement.made_at)})."
        )


def _reasons(heading: str, reasons: Sequence[Evidence]) -> Iterator[str]:
    told = [e for e in reasons if e.feature != _PERSON]
    if told:
        yield heading
    for reason in told:
        figure = "decided" if reason.feature in _RULED else f"{reason.weight:+.2f}"
        yield f"  {figure}  {one_line(reason.words)}"


def _named(named: Named) -> str:
    headline = f"“{one_line(named.headline)}”" if one_line(named.headline) else "no headline"
    return f"{headline} ({one_line(named.outlet or 'outlet not stated')})"
