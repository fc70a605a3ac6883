"""One stored story: what it is, who tells it, why each article lies in it, what was changed."""

from collections.abc import Iterator

from crosswire.records.lists import StoryMember, StoryPage
from crosswire.report import html
from crosswire.report.contract import Line
from crosswire.report.explained import CAME
from crosswire.report.listed import earliest, seen, short, story_facts, story_headline, story_line
from crosswire.report.markdown import plain
from crosswire.report.words import count, moment, one_line, shorten

Section = tuple[str, list[str]]
"""A heading and its lines."""


def text(page: StoryPage) -> str:
    """For a terminal."""
    rows = [f"{short(page.line.id)}  {one_line(story_headline(page.line))}", *_about(page)]
    for heading, lines in sections(page):
        rows += ["", f"{heading} ({len(lines)})", *(f"  {one_line(row)}" for row in lines)]
    return "\n".join(rows) + "\n"


def markdown(page: StoryPage) -> str:
    """For notes and tickets."""
    blocks = [f"# {plain(story_headline(page.line))}", "  \n".join(map(plain, _about(page)))]
    for heading, lines in sections(page):
        blocks += [f"## {heading}", "\n".join(f"- {plain(row)}" for row in lines)]
    return "\n\n".join(blocks) + "\n"


def file(page: StoryPage) -> str:
    """As one self-contained HTML file."""
    return html.render(
        "story.html.j2",
        title=story_headline(page.line),
        about=[short(page.line.id), *_about(page)],
        sections=sections(page),
    )


def line(page: StoryPage) -> Line:
    """As a JSON object."""
    return {**story_line(page.line), **page.model_dump(mode="json", exclude={"line"})}


def _about(page: StoryPage) -> list[str]:
    return [story_facts(page.line), earliest(page.line)]


def sections(page: StoryPage) -> list[Section]:
    """Everything below the facts; what is empty is left out, except the articles."""
    found: list[Section] = [
        ("Articles, oldest first", [_member(m) for m in page.members if m.role == "member"]),
        ("Only touch it", [_member(m) for m in page.members if m.role == "attached"]),
        ("What they say of their own words", [*_notices(page)]),
        ("Judged by people", [*_judgements(page)]),
        ("Stories that live on here", [*_aliases(page)]),
        ("Earlier places of its articles", [*_history(page)]),
    ]
    return [(heading, lines) for heading, lines in found if lines or heading == found[0][0]]


def _member(member: StoryMember) -> str:
    headline = member.headline.exact if member.headline else member.erased or "no headline"
    published = moment(member.published) if member.published else "date not stated"
    doubt = f" ({member.date_doubt})" if member.date_doubt and member.published else ""
    revisions = f" · {count(member.revisions, 'revision')}" if member.revisions > 1 else ""
    copy = f" · copy of {short(member.copy_of)}" if member.copy_of else ""
    chance = f" ({member.probability:.2f})" if member.how == "joined" else ""
    gone = f" · {member.gone}" if member.gone else ""
    return (
        f"{short(member.article)} {member.outlet or member.name}: {headline} · {published}{doubt} · "
        f"seen {seen(member.first_seen)} · {member.how}{chance}{copy}{revisions}{gone}"
    )


def _notices(page: StoryPage) -> Iterator[str]:
    for one in page.notices:
        taken = "; ".join(f"“{shorten(w.exact, 80)}”" for w in one.notice.withdraws)
        whole = one.notice.kind in ("retraction", "kill") and bool(taken)
        words = "all of its earlier text" if whole else taken
        back = f"; takes back {words}" if words else ""
        yield (
            f"{short(one.article)} {one.outlet or 'outlet not stated'}: {one.notice.kind}, seen "
            f"{seen(one.seen_at)}: “{shorten(one.notice.span.exact, 200)}”{back}"
        )


def _judgements(page: StoryPage) -> Iterator[str]:
    for one in page.judgements:
        told = "one story" if one.decision == "same" else "two stories"
        gone = f"; withdrawn by {one.withdrawn_by}" if one.withdrawn_at else ""
        why = f", because {one.because}" if one.because else ""
        yield (
            f"{short(one.id)} {short(one.a)} and {short(one.b)} tell {told}: "
            f"{one.made_by}, {seen(one.made_at)}{why}{gone}"
        )


def _aliases(page: StoryPage) -> Iterator[str]:
    for former in page.aliases:
        ended = f"; came back {seen(former.ended_at)}" if former.ended_at else ""
        yield f"{short(former.story)} since {seen(former.made_at)}: {former.because}{ended}"


def _history(page: StoryPage) -> Iterator[str]:
    for place in page.history:
        until = f" until {seen(place.ended_at)}" if place.ended_at else ""
        why = f": {place.ended_because}" if place.ended_because else ""
        how = CAME.get(place.how, place.how)
        yield f"{short(place.article)} lay in {short(place.story)}{until}{why} ({how})"
